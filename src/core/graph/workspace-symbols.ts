/** The names of a whole workspace, for a search: objects, Compose services and build stages. */
import { readCompose } from '../compose/compose.ts';
import { isTemplated, placeOf } from './model.ts';
import type { GraphPlace } from './model.ts';
import type { SourceFile } from '../files/source.ts';
import type { Workspace } from '../workspace/workspace.ts';

export interface FoundSymbol {
  /** `Service/redis`. */
  readonly name: string;
  readonly kind: string;
  /** The namespaces it ends up in, or the file that holds it. */
  readonly container: string;
  readonly place: GraphPlace;
}

/** More than this is no answer to a search. */
const MOST = 500;

/** What holds the letters of the query in their order, as the editor's own search does. */
export function findSymbols(workspace: Workspace, query: string): readonly FoundSymbol[] {
  const letters = query.toLowerCase().replace(/\s/g, '');
  const found: FoundSymbol[] = [];
  const files = [...workspace.files].sort((a, b) => (a.path < b.path ? -1 : 1));
  for (const file of files) {
    found.push(...symbolsIn(workspace, file).filter(({ name }) => isWithinWord(letters, name)));
    if (found.length >= MOST) break;
  }
  return found.slice(0, MOST);
}

function isWithinWord(letters: string, name: string): boolean {
  const text = name.toLowerCase();
  let at = 0;
  for (const letter of letters) {
    at = text.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}

function symbolsIn(workspace: Workspace, file: SourceFile): readonly FoundSymbol[] {
  const { path } = file;
  if (file.kind === 'compose') {
    return (readCompose(file)?.services ?? []).map(({ name, view }) => ({
      ...{ name: `compose/${name}`, kind: 'ComposeService', container: path },
      place: { path, mark: view.keyMark },
    }));
  }
  if (file.kind === 'dockerfile') {
    return file.documents.flatMap((document) =>
      document.dockerfile.stages.flatMap(({ name }) =>
        name === undefined
          ? []
          : [
              {
                ...{ name: `stage/${name.text}`, kind: 'DockerfileStage', container: path },
                place: { path, mark: { document, ...name.span } },
              },
            ],
      ),
    );
  }
  return workspace
    .objectsIn(path)
    .filter(({ name }) => name !== undefined && !isTemplated(name))
    .map((object) => ({
      ...{ name: object.title, kind: object.kind },
      container: [...new Set(workspace.placements(object).map(({ namespace }) => namespace))]
        .filter((namespace) => namespace !== '')
        .join(', '),
      place: placeOf(object),
    }));
}
