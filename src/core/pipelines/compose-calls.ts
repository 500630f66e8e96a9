/** What a call of `docker compose` in a pipeline or script works on. */
import type { ComposeService } from '../compose/compose.ts';
import { isAside } from '../guide/evidence.ts';
import type { Scope } from '../workspace/scope.ts';
import { baseName } from '../files/source.ts';

const COMPOSE = /\bdocker[- ]compose\b([^;&|]*)/;

/** The services that a command names, else all of the files that it names, else all of the main files. */
export function calledServices(text: string, scope: Scope): readonly ComposeService[] {
  const rest = COMPOSE.exec(text)?.[1] ?? '';
  const words = rest.split(/\s+/).filter((word) => word !== '');
  const files = words.flatMap((word, i) => {
    const given = /^--?f(?:ile)?=(.+)$/.exec(word)?.[1];
    return given ?? (word === '-f' || word === '--file' ? (words[i + 1] ?? []) : []);
  });
  const all = scope.composeFiles.filter(({ file }) =>
    files.length === 0
      ? !isAside(file.path) && !/[.-](?:ci|test|e2e)\b/.test(baseName(file.path))
      : files.some((one) => baseName(one) === baseName(file.path)),
  );
  const services = all.flatMap((compose) => compose.services);
  const named = services.filter(({ name }) => words.includes(name));
  return named.length > 0 ? named : services;
}
