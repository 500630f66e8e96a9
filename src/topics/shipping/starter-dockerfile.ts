/** A first Dockerfile for a folder of source code (S22.1), to be looked over before it is built. */
export interface StarterDockerfile {
  readonly language: string;
  readonly text: string;
}

const NODE = `FROM node:24-alpine
WORKDIR /app
COPY package*.json ./
RUN npm ci --omit=dev
COPY . .
USER node
CMD ["npm", "start"]
`;

const NODE_WITHOUT_LOCK = NODE.replace('npm ci', 'npm install');

const PYTHON = `FROM python:3.13-slim
WORKDIR /app
COPY requirements.txt ./
RUN pip install --no-cache-dir -r requirements.txt
COPY . .
USER nobody
CMD ["python", "%MAIN%"]
`;

const GO = `FROM golang:1.25-alpine AS build
WORKDIR /src
COPY go.* ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -o /app .

FROM gcr.io/distroless/static-debian12:nonroot
COPY --from=build /app /app
ENTRYPOINT ["/app"]
`;

/** By the names of the files in the folder; undefined where they do not tell enough. */
export function starterDockerfile(names: readonly string[]): StarterDockerfile | undefined {
  const has = (name: string): boolean => names.includes(name);
  if (has('package.json')) {
    return { language: 'Node.js', text: has('package-lock.json') ? NODE : NODE_WITHOUT_LOCK };
  }
  if (has('go.mod')) return { language: 'Go', text: GO };
  const main = ['main.py', 'app.py', 'server.py'].find(has);
  if (has('requirements.txt') && main !== undefined) {
    return { language: 'Python', text: PYTHON.replace('%MAIN%', main) };
  }
  return undefined;
}
