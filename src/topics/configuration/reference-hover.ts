/** Where `env`, `envFrom` and volumes take their configuration from, and what stands there. */
import type { HoverLine, HoverPart, HoverSource, HoverTarget } from '../../core/hover/hover.ts';
import { existence } from '../../core/existence/existence.ts';
import type { Existence } from '../../core/existence/existence.ts';
import { referencesOf } from '../../core/graph/references.ts';
import type { Reference } from '../../core/graph/references.ts';
import type { Definition, Scope } from '../../core/workspace/scope.ts';
import type { View } from '../../core/yaml/view.ts';
import { consequence } from './references.ts';
import { entryOf, valueParts } from './values.ts';

type ObjectTarget = Extract<HoverTarget, { readonly in: 'object' }>;

export const referenceHover: HoverSource = (target, scope) => {
  if (target.in !== 'object' || target.object.workload === undefined) return undefined;
  const references = referencesOf(target.object).filter(
    ({ kind }) => kind === 'ConfigMap' || kind === 'Secret',
  );
  const named = references.filter(
    ({ at, key }) => isSame(target, at) || (key !== undefined && isSame(target, key.at)),
  );
  const [first] = named;
  if (first !== undefined) {
    const key = named.flatMap((one) => one.key ?? []).find(({ at }) => isSame(target, at));
    return { parts: [...leads(first, key, scope), { slide: 'S8' }] };
  }
  return wordHover(target, references, scope);
};

function isSame({ view, on }: ObjectTarget, at: View): boolean {
  return on === 'value' && view.span.start === at.span.start && view.span.end === at.span.end;
}

/** Where a reference leads in this workspace. */
function leads(reference: Reference, key: Reference['key'], scope: Scope): readonly HoverPart[] {
  const { kind, name, optional } = reference;
  const found = existence(reference, scope);
  const definitions = found.state === 'present' ? found.definitions : [];
  if (definitions.length === 0) {
    const without = optional
      ? 'It is marked as optional, so the container starts without it.'
      : withoutFile(found, reference);
    return [
      { text: `No ${kind} "${name}" in this workspace. ${without}` },
      ...others(reference, scope),
    ];
  }
  const list: HoverPart = { list: definitions.map(definitionLine) };
  if (key === undefined) return [{ text: `${kind} "${name}" is here:` }, list];
  return [
    { text: `Key "${key.name}" of ${kind} "${name}":` },
    list,
    ...keyParts(definitions, key.name),
  ];
}

/** What becomes of a pod whose object is in no file. */
function withoutFile(found: Existence, reference: Reference): string {
  if (found.state === 'unknown') return found.why;
  if (found.state === 'absent') return `Unless something else makes it, ${consequence(reference)}.`;
  return found.cluster === undefined
    ? 'Kubernetes makes it.'
    : `The cluster "${found.cluster}" has it.`;
}

function definitionLine({ kind, name, path, mark, origin, namespaces }: Definition): HoverLine {
  const made = {
    manifest: '',
    kustomize: ', made by kustomize',
    operator: ', made by an operator',
  };
  const where = namespaces.filter((namespace) => namespace !== '').join(', ');
  return { text: `${kind}/${name} in ${where}${made[origin]} (${path})`, path, at: mark };
}

/** The same name in other namespaces, where a pod cannot reach. */
function others({ kind, name, from }: Reference, scope: Scope): readonly HoverPart[] {
  const definitions = scope.definitionsAnywhere(kind, name, from.path);
  if (definitions.length === 0) return [];
  return [
    { text: 'A pod reads only from its own namespace, and this one is elsewhere:' },
    { list: definitions.map(definitionLine) },
  ];
}

function keyParts(definitions: readonly Definition[], name: string): readonly HoverPart[] {
  return definitions.flatMap(({ object, keys, kind }) => {
    if (keys !== undefined && !keys.includes(name))
      return [{ text: keys.length === 0 ? 'It has no keys here.' : `It has: ${keys.join(', ')}.` }];
    const entry = object?.kind === kind ? entryOf(object, name) : undefined;
    return object === undefined || entry === undefined ? [] : valueParts(object, entry);
  });
}

const WORDS: Readonly<Record<string, string>> = {
  env: 'Variables of the container, fixed when it starts: a changed ConfigMap or Secret reaches them only with a restart, such as `kubectl rollout restart`. What changes from one environment to the next belongs here, not in the image.',
  envFrom:
    'Every key of a ConfigMap or Secret becomes a variable. Where both name the same variable, `env` wins over `envFrom`; of two sources in `envFrom`, the last one wins. Like all variables they are fixed when the container starts.',
  valueFrom:
    'The value comes from somewhere else: a key of a ConfigMap or Secret, or a field of the pod.',
  configMapKeyRef: 'One key of a ConfigMap in the same namespace becomes this variable.',
  secretKeyRef:
    'One key of a Secret in the same namespace becomes this variable; the value itself stays out of this file.',
  configMapRef: 'All keys of a ConfigMap in the same namespace become variables.',
  secretRef: 'All keys of a Secret in the same namespace become variables.',
  subPath:
    'A file mounted with `subPath` keeps the content that it had when the container started; a whole mounted ConfigMap or Secret follows its changes after a minute or so.',
};

const VOLUME_WORDS: Readonly<Record<string, string>> = {
  configMap:
    'The keys of a ConfigMap become files. They follow changes after a minute or so; the application has to read them again. Files mounted with `subPath` never change.',
  secret:
    'The keys of a Secret become files, kept in memory on the node. They follow changes after a minute or so; files mounted with `subPath` never change.',
};

/** Advice on a word, with where the references below it lead. */
function wordHover(
  { view, on, path }: ObjectTarget,
  references: readonly Reference[],
  scope: Scope,
): ReturnType<HoverSource> {
  const word = path.at(-1);
  if (on !== 'key' || typeof word !== 'string') return undefined;
  const inPod = path.includes('containers') || path.includes('initContainers');
  const text = path.includes('volumes') ? VOLUME_WORDS[word] : inPod ? WORDS[word] : undefined;
  if (text === undefined) return undefined;
  const { start, end } = view.span;
  const below = references.filter(({ at }) => start <= at.span.start && at.span.end <= end);
  const lines = new Map(
    below.map((reference) => [`${reference.kind}/${reference.name}`, reference]),
  );
  const list = [...lines.values()].map((reference) => referenceLine(reference, scope));
  return {
    parts: [{ markdown: text }, ...(list.length === 0 ? [] : [{ list }]), { slide: 'S8' }],
  };
}

function referenceLine(reference: Reference, scope: Scope): HoverLine {
  const [definition] = scope.resolve(reference);
  const title = `${reference.kind}/${reference.name}`;
  if (definition === undefined) return { text: `${title}: not in this workspace` };
  const { keys, path, mark } = definition;
  const count = keys === undefined ? '' : `, ${keys.length} key${keys.length === 1 ? '' : 's'}`;
  return { text: `${title}${count}`, path, at: mark };
}
