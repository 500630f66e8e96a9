import { joinPath } from '../files/source.ts';
import type { Scope } from '../workspace/scope.ts';
import { BASE_IMAGES, IMAGE_USERS } from './pinned-versions.ts';

/** A first Dockerfile for a folder of source code (S22.1), to be looked over before it is built. */
export interface StarterDockerfile {
  readonly language: string;
  readonly text: string;
  /** How the program is started, as it stands in the text: a guess from the files' names. */
  readonly command: string;
}

const NODE = `FROM ${BASE_IMAGES.node}
WORKDIR /app
COPY package*.json ./
RUN npm ci --omit=dev
COPY . .
USER ${String(IMAGE_USERS.node)}
`;

const PYTHON = `FROM ${BASE_IMAGES.python}
WORKDIR /app
COPY requirements.txt ./
RUN pip install --no-cache-dir -r requirements.txt
COPY . .
USER ${String(IMAGE_USERS.nobody)}
`;

const GO = `FROM ${BASE_IMAGES.goBuild} AS build
WORKDIR /src
COPY go.* ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -o /app %MAIN%

FROM ${BASE_IMAGES.static}
COPY --from=build /app /app
ENTRYPOINT ["/app"]
`;

/** By the files of a folder; undefined where they do not tell enough. */
export function starterDockerfile(folder: string, scope: Scope): StarterDockerfile | undefined {
  const files = new Set(scope.filesBelow(folder));
  const has = (name: string): boolean => files.has(joinPath(folder, name));
  if (has('package.json')) return nodeStarter(folder, has, scope);
  if (has('go.mod')) return goStarter(folder, has, files);
  const main = ['main.py', 'app.py', 'server.py'].find(has);
  if (!has('requirements.txt') || main === undefined) return undefined;
  const command = `["python", "${main}"]`;
  return { language: 'Python', command, text: `${PYTHON}CMD ${command}\n` };
}

type Has = (name: string) => boolean;

function nodeStarter(folder: string, has: Has, scope: Scope): StarterDockerfile {
  const manifest = scope.file(joinPath(folder, 'package.json'))?.documents[0]?.view;
  const starts = manifest?.get('scripts').has('start') === true;
  const main = ['server.js', 'index.js', 'main.js', 'app.js'].find(has);
  const command = starts || main === undefined ? '["npm", "start"]' : `["node", "${main}"]`;
  // "npm ci" refuses to work without a lock file.
  const head = has('package-lock.json') ? NODE : NODE.replace('npm ci', 'npm install');
  return { language: 'Node.js', command, text: `${head}CMD ${command}\n` };
}

/** The program is at the top, or the only one below cmd/; of several, none is a guess. */
function goStarter(
  folder: string,
  has: Has,
  files: ReadonlySet<string>,
): StarterDockerfile | undefined {
  const below = `${joinPath(folder, 'cmd')}/`;
  const programs = [...files].flatMap((path) => {
    const [, name] = path.startsWith(below)
      ? (/^([^/]+)\/main\.go$/.exec(path.slice(below.length)) ?? [])
      : [];
    return name === undefined ? [] : [`./cmd/${name}`];
  });
  const [only, ...others] = has('main.go') ? ['.'] : programs;
  if (only === undefined || others.length > 0) return undefined;
  return { language: 'Go', command: '["/app"]', text: GO.replace('%MAIN%', only) };
}
