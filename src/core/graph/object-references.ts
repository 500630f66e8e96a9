/** The graph's references out of the table: what an object names, resolved in its namespaces. */
import { existence, namespaceOf } from '../existence/existence.ts';
import type { Existence } from '../existence/existence.ts';
import { hasAllKeys, keyPlaces } from './config-keys.ts';
import { fieldOf, isTemplated, nameIn, placeAt } from './model.ts';
import type { GraphPlace, GraphReference, ReferenceState } from './model.ts';
import type { KubernetesObject } from '../kubernetes/manifest.ts';
import { toNamespace } from './namespace-references.ts';
import { referencesOf } from './references.ts';
import type { Reference } from './references.ts';
import type { Definition, Scope } from '../workspace/scope.ts';

/** Everything that the reference table finds in an object, once for each of its namespaces. */
export function tableReferences(object: KubernetesObject, scope: Scope): readonly GraphReference[] {
  const namespaces = scope.namespacesOf(object);
  return referencesOf(object).flatMap((reference) =>
    namespaces.flatMap((own) => [
      graphReference(reference, own, scope),
      ...namespaceReference(reference, own, scope),
    ]),
  );
}

function graphReference(reference: Reference, own: string, scope: Scope): GraphReference {
  const { kind, name, from, at, field, key } = reference;
  const namespace = namespaceOf(reference, own);
  const found = existence(reference, scope, [namespace]);
  const definitions = found.state === 'present' ? found.definitions : [];
  const asked = key && keyAnswer(reference, key.name, definitions, scope);
  const to = definitions.map(({ path, mark }) => ({ path, mark }));
  return {
    from: { path: from.path, mark: at.mark, object: nameIn(from, own) },
    field,
    target: { kind, namespace, name, ...(key && { key: key.name }) },
    state: to.length > 0 ? (asked?.state ?? 'resolved') : STATES[found.state],
    to,
    ...(key && asked && { key: { mark: key.at.mark, to: asked.to } }),
  };
}

/** What is present and in no file is in the cluster, or of Kubernetes itself. */
const STATES: Readonly<Record<Existence['state'], ReferenceState>> = {
  ...{ present: 'external', absent: 'missing', unknown: 'unknown' },
};

interface KeyAnswer {
  readonly state: ReferenceState;
  readonly to: readonly GraphPlace[];
}

function keyAnswer(
  reference: Reference,
  key: string,
  definitions: readonly Definition[],
  scope: Scope,
): KeyAnswer {
  if (reference.kind === 'Service') return portAnswer(definitions, key);
  if (reference.kind === 'Gateway') return listenerAnswer(definitions, key);
  const to = definitions.flatMap((definition) => keyPlaces(definition, key));
  if (to.length > 0) return { state: 'resolved', to };
  const known = definitions.every(hasAllKeys) && !reference.optional && !isTemplated(key);
  return { state: known && !isSpokenOf(key, reference, scope) ? 'missing' : 'unknown', to };
}

/** A kustomization or one of its patches that speaks of the key may well put it in. */
function isSpokenOf(key: string, { from }: Reference, scope: Scope): boolean {
  return scope.kustomizationsAround(from.path).some(({ view, patches }) => {
    const texts = patches.map((path) => scope.file(path)?.text ?? '');
    return [view.document.text, ...texts].some((text) => text.includes(key));
  });
}

/** A port of a Service by its name or its number. */
export function portAnswer(definitions: readonly Definition[], port: string): KeyAnswer {
  const objects = definitions.flatMap(({ object }) => object ?? []);
  const to = objects.flatMap((object) => portPlaces(object, port));
  if (to.length > 0) return { state: 'resolved', to };
  const open = objects.some(
    ({ service, role }) =>
      service === undefined ||
      service.type === 'ExternalName' ||
      role !== 'whole' ||
      service.ports.length === 0 ||
      service.ports.some((known) => known.port === undefined),
  );
  return {
    state: open || !/^[\w-]+$/.test(port) || port === 'use-annotation' ? 'unknown' : 'missing',
    to,
  };
}

export function portPlaces(service: KubernetesObject, port: string): readonly GraphPlace[] {
  const field = /^\d+$/.test(port) ? 'port' : 'name';
  return service.view
    .get('spec', 'ports')
    .items.map((item) => item.get(field))
    .filter((at) => at.text === port)
    .map((at) => placeAt(service.path, at));
}

function listenerAnswer(definitions: readonly Definition[], section: string): KeyAnswer {
  const to = definitions.flatMap(({ object }) =>
    (object?.view.get('spec', 'listeners').items ?? [])
      .map((item) => item.get('name'))
      .filter((at) => at.text === section)
      .map((at) => placeAt(object?.path ?? '', at)),
  );
  return { state: to.length > 0 ? 'resolved' : 'missing', to };
}

function namespaceReference(
  { from, namespaceAt, namespace }: Reference,
  own: string,
  scope: Scope,
): readonly GraphReference[] {
  if (namespaceAt === undefined || namespace === undefined) return [];
  return [
    {
      from: { path: from.path, mark: namespaceAt.mark, object: nameIn(from, own) },
      field: fieldOf(namespaceAt, from),
      ...toNamespace(namespace, from.path, scope),
    },
  ];
}
