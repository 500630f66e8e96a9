import {
  doesNotApply,
  isAside,
  isDone,
  isOpen,
  isPartly,
  named,
  ownPaths,
  quotedNames,
} from '../../core/guide/evidence.ts';
import type { KubernetesObject } from '../../core/kubernetes/manifest.ts';
import { workloadOf } from '../../core/kubernetes/manifest.ts';
import { referencesOf } from '../../core/graph/references.ts';
import type { Reference } from '../../core/graph/references.ts';
import type { DockerfileNode, Problem, Rule } from '../../core/lint/rule.ts';
import { WORKLOAD_KINDS } from '../../core/kubernetes/workload-kinds.ts';
import type { Scope } from '../../core/workspace/scope.ts';
import { fileKind } from '../../core/files/source.ts';
import type { Answer, Check, Evidence } from '../../core/guide/topic.ts';
import { isSketch } from '../../core/guide/chart-sketch.ts';
import { guideObjects, hiddenObjects } from '../../core/guide/objects.ts';
import { readWorkloads } from '../../core/guide/workloads.ts';
import { configInImage } from './rules/config-in-image.ts';
import { secretInConfigMap } from './rules/secret-in-config-map.ts';
import { secretInEnv } from './rules/secret-in-env.ts';
import { secretInImage } from './rules/secret-in-image.ts';
import { sensitiveFileInContext } from './rules/sensitive-file-in-context.ts';

export const checks: readonly Check[] = [
  { item: 'S8.1', answer: bothKinds },
  { item: 'S8.2', answer: reachContainers },
  { item: 'S8.3', answer: configOutsideImages },
  { item: 'S8.5', answer: secretsOutsideImages },
];

function workloads(scope: Scope): readonly KubernetesObject[] {
  return readWorkloads(scope);
}

/** Kinds that stand for a Secret without its values. */
const SECRETS = ['Secret', 'ExternalSecret', 'SealedSecret', 'SopsSecret', 'VaultStaticSecret'];

const MOST = 5;

/** S8.1: settings and secrets have a place of their own, and no secret stands beside it. */
function bothKinds(scope: Scope): Answer {
  const all = [...stores(scope, ['ConfigMap']), ...stores(scope, SECRETS)];
  const inClear = secretsInClear(scope);
  if (all.length > 0 && inClear.length === 0) return isDone(firstOfEach(all));
  const move = 'Move the passwords, keys and tokens to a Secret.';
  if (all.length > 0) return isPartly([...inClear.slice(0, MOST), ...firstOfEach(all)], move);
  if (inClear.length > 0) return isOpen(inClear.slice(0, MOST), move);
  if (workloads(scope).length === 0)
    return (
      hiddenObjects('Workloads', WORKLOAD_KINDS, scope) ??
      doesNotApply('No workload and no ConfigMap or Secret in this workspace.')
    );
  return isOpen(
    'The workloads of this workspace come without any ConfigMap or Secret.',
    'Write a ConfigMap for the settings of one workload.',
  );
}

/** Some of every kind, so that many ConfigMaps do not hide the one Secret. */
function firstOfEach(all: readonly Store[]): readonly Evidence[] {
  const kinds = [...new Set(all.map(({ kind }) => kind))];
  return kinds.flatMap((kind) =>
    all
      .filter((store) => store.kind === kind)
      .slice(0, MOST)
      .map(({ evidence }) => evidence),
  );
}

function secretsInClear(scope: Scope): readonly Evidence[] {
  // What a chart fills in is no secret that stands in a file.
  const written = workloads(scope).filter((object) => !isSketch(object));
  const containers = written.flatMap((object) => workloadOf(object)?.containers ?? []);
  const inEnv = containers.flatMap((container) =>
    [...(secretInEnv.check.container?.(container, scope) ?? [])].map((problem) =>
      problemEvidence(container.workload.object.path, problem),
    ),
  );
  const maps = scope
    .objects('ConfigMap')
    .filter((object) => scope.roleOf(object) === 'whole' && !isAside(object.path));
  const inMaps = maps.flatMap((object) =>
    [...(secretInConfigMap.check.object?.(object, scope) ?? [])].map((problem) =>
      problemEvidence(object.path, problem),
    ),
  );
  return [...inEnv, ...inMaps];
}

interface Store {
  readonly kind: string;
  readonly evidence: Evidence;
}

function stores(scope: Scope, kinds: readonly string[]): readonly Store[] {
  const written = kinds
    .flatMap((kind) => guideObjects(kind, scope))
    .filter(({ path }) => !isAside(path))
    .map(({ kind, name, path, view }) => {
      const at = view.get('metadata', 'name');
      return { kind, evidence: { text: `${kind} "${name ?? '?'}" is here.`, path, at } };
    });
  const kustomizations = [...scope.structure.kustomizations.values()];
  const generated = kustomizations.flatMap(({ path, generated: made }) =>
    made
      .filter(({ kind }) => kinds.includes(kind))
      .map(({ kind, name, at }) => {
        const text = `kustomize makes ${kind} "${name}".`;
        return { kind, evidence: { text, path, at } };
      }),
  );
  return [...written, ...generated];
}

/** S8.2: containers read ConfigMaps and Secrets, as variables or as files. */
function reachContainers(scope: Scope): Answer {
  const all = workloads(scope);
  const uses = all.flatMap((object) =>
    referencesOf(object)
      .filter((use) => isConfiguration(use) && isHere(use, scope))
      .slice(0, 1),
  );
  if (uses.length > 0) return isDone(uses.slice(0, MOST).map(useEvidence));
  const asked = all.flatMap((object) => referencesOf(object).filter(isConfiguration).slice(0, 1));
  if (asked.length > 0) {
    const evidence = asked.slice(0, MOST).map(elsewhereEvidence);
    return isPartly(evidence, 'Make sure that something else makes them, or add them here.');
  }
  if (all.length === 0) {
    return (
      hiddenObjects('Workloads', WORKLOAD_KINDS, scope) ??
      doesNotApply('No workload in this workspace.')
    );
  }
  return isOpen(
    'No workload of this workspace reads a ConfigMap or Secret that is here.',
    'Give a container its settings with `envFrom` or a volume.',
  );
}

/** Whether a file, a generator or the chart around it makes what is named. */
function isHere(use: Reference, scope: Scope): boolean {
  if (scope.resolve(use).length > 0) return true;
  return guideObjects(use.kind, scope).some(({ name }) => name === use.name);
}

function isConfiguration({ kind, field }: Reference): boolean {
  return (kind === 'ConfigMap' || kind === 'Secret') && !field.includes('imagePullSecrets');
}

function useEvidence({ from, kind, name, at, field }: Reference): Evidence {
  const how = field.includes('volumes') ? 'as files' : 'as variables';
  return { text: `${named(from)} reads ${kind} "${name}" ${how}.`, path: from.path, at };
}

/** Many a Secret is made by an operator, by a pipeline or by hand. */
function elsewhereEvidence({ from, kind, name, at }: Reference): Evidence {
  const text = `${named(from)} reads ${kind} "${name}", which is not in this workspace.`;
  return { text, path: from.path, at };
}

/** S8.3: no image of the workspace knows the environment that it will run in. */
function configOutsideImages(scope: Scope): Answer {
  return images(scope, {
    rules: [configInImage],
    clean: 'bakes in the address of another service or the settings of one environment',
    next: 'Move the setting to a ConfigMap, and take it out of the Dockerfile.',
  });
}

/** S8.5: no image of the workspace holds a secret. */
function secretsOutsideImages(scope: Scope): Answer {
  return images(scope, {
    rules: [secretInImage, sensitiveFileInContext],
    clean: 'sets a secret or copies a file that usually holds one',
    next: 'Take the secret out of the image, and give it at run time with a Secret.',
  });
}

interface Search {
  readonly rules: readonly Rule[];
  /** What nothing in a Dockerfile does. */
  readonly clean: string;
  readonly next: string;
}

function images(scope: Scope, { rules, clean, next }: Search): Answer {
  const nodes = ownPaths(scope)
    .filter((path) => fileKind(path) === 'dockerfile')
    .flatMap((path) => dockerfileNode(scope, path));
  if (nodes.length === 0) return doesNotApply('No Dockerfile in this workspace.');
  const problems = nodes.flatMap((node) =>
    rules.flatMap((rule) =>
      [...(rule.check.dockerfile?.(node, scope) ?? [])].map((problem) => ({
        severity: problem.severity ?? rule.severity,
        evidence: problemEvidence(node.file.path, problem),
      })),
    ),
  );
  if (problems.length > 0) {
    const found = problems.slice(0, MOST).map(({ evidence }) => evidence);
    // What reaches a build stage only is worth a look, and yet in no image that is shipped.
    const isAdvice = problems.every(({ severity }) => severity === 'information');
    return isAdvice ? isPartly(found, next) : isOpen(found, next);
  }
  const names = quotedNames(nodes.map(({ file }) => file.path));
  return isDone(`Looked at ${names}: nothing there ${clean}.`);
}

function dockerfileNode(scope: Scope, path: string): readonly DockerfileNode[] {
  const file = scope.file(path);
  const [document] = file?.documents ?? [];
  if (file === undefined || document === undefined) return [];
  const mark: DockerfileNode['mark'] = ({ start, end }) => ({ document, start, end });
  return [{ file, dockerfile: document.dockerfile, mark }];
}

function problemEvidence(path: string, { at, message }: Problem): Evidence {
  const [sentence = ''] = /^[^.]*(?:\.\S[^.]*)*\./.exec(message) ?? [message];
  return { text: sentence, path, at };
}
