/** The objects that the guide looks at: those in manifests, and those that charts bring by themselves. */
import type { KubernetesObject } from '../kubernetes/manifest.ts';
import { perScope } from '../workspace/per-scope.ts';
import type { Scope } from '../workspace/scope.ts';
import { couldNotFollow, isAside, objectEvidence } from './evidence.ts';
import { readCharts } from './chart-values.ts';
import { readSketches } from './chart-sketch.ts';
import { readReleases } from './releases.ts';
import type { Answer, Evidence } from './topic.ts';

const sketchesByKind = perScope((scope) =>
  Map.groupBy(readSketches(scope), ({ object }) => object.kind),
);

/** The whole objects of a kind; of charts those that their own values switch on. */
export function guideObjects(kind: string, scope: Scope): readonly KubernetesObject[] {
  const written = scope.objects(kind).filter((object) => scope.roleOf(object) === 'whole');
  const sketched = (sketchesByKind(scope).get(kind) ?? []).filter(({ off }) => off === undefined);
  if (sketched.length === 0) return written;
  // What a chart holds as it is, is in both.
  const seen = new Set(written.map((object) => `${object.path}#${object.name ?? ''}`));
  const others = sketched
    .map(({ object }) => object)
    .filter((object) => !seen.has(`${object.path}#${object.name ?? ''}`));
  return [...written, ...others];
}

/** Objects of some kinds that a chart brings only where others set its values. */
export function optionalObjects(kinds: readonly string[], scope: Scope): Answer | undefined {
  const optional = kinds
    .flatMap((kind) => sketchesByKind(scope).get(kind) ?? [])
    .filter(({ object, off }) => off !== undefined && !isAside(object.path))
    .map(({ object, off }): Evidence =>
      objectEvidence(object, `A chart brings ${object.kind}, once its "${off ?? ''}" is set.`),
    );
  return optional.length > 0 ? couldNotFollow(optional.slice(0, 3)) : undefined;
}

/** What may be there all the same, where no object of some kinds is: said instead of "there is none". */
export function hiddenObjects(
  what: string,
  kinds: readonly string[],
  scope: Scope,
): Answer | undefined {
  const optional = optionalObjects(kinds, scope);
  if (optional !== undefined) return optional;
  const unread = kinds
    .flatMap((kind) => scope.objects(kind))
    .filter((object) => scope.roleOf(object) === 'template' && !isAside(object.path));
  if (unread.length > 0)
    return couldNotFollow(
      `${what} are in chart templates: what they become shows once the chart is rendered.`,
    );
  const releases = readReleases(scope);
  const [first] = releases;
  if (first !== undefined) {
    const many = releases.length === 1 ? 'One chart is' : `${releases.length} charts are`;
    const text = `${many} installed here: what they bring shows once they are rendered.`;
    return couldNotFollow([{ text }, first.evidence]);
  }
  const [chart] = readCharts(scope).values();
  const dependencies = chart?.view?.get('dependencies').items.length ?? 0;
  if (chart === undefined || dependencies === 0 || isAside(`${chart.folder}/`)) return undefined;
  return couldNotFollow(
    `Chart "${chart.name}" takes in other charts: what they bring shows once it is rendered.`,
  );
}
