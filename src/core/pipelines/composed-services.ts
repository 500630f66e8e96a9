/** The services that the workspace's Compose files start, as Compose reads them. */
import type { ComposeFile, ComposeService } from '../compose/compose.ts';
import { buildOf, composeProject, composeSurroundings } from '../compose/project.ts';
import { isAside } from '../guide/evidence.ts';
import { perScope } from '../workspace/per-scope.ts';
import type { Scope } from '../workspace/scope.ts';

/** Every Compose file of the application, with its variables filled in and what it extends taken over. */
export const readComposeFiles = perScope((scope): readonly ComposeFile[] => {
  const around = composeSurroundings(scope);
  const named = scope.composeFiles.filter(({ file }) => !isAside(file.path));
  const included = named.flatMap((compose) => composeProject(compose, around).files);
  return [...new Set([...named, ...included])].map((compose) => ({
    ...compose,
    services: compose.services.map((service) => ({ ...service, build: buildOf(service, around) })),
  }));
});

export const readServices = perScope((scope): readonly ComposeService[] =>
  readComposeFiles(scope).flatMap(({ services }) => services),
);

/** False where a project takes in what these files do not hold. */
export function composeIsWhole(scope: Scope): boolean {
  const around = composeSurroundings(scope);
  const named = scope.composeFiles.filter(({ file }) => !isAside(file.path));
  const included = new Set(named.filter(({ view }) => view.has('include')));
  return [...included].every((compose) => composeProject(compose, around).isWhole);
}
