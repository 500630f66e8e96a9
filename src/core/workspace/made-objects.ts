/** The Secrets and ConfigMaps that operators make for objects of their kinds, by the names in these. */
import type { Definition } from './definitions.ts';
import type { KubernetesObject } from '../kubernetes/manifest.ts';
import type { PathStep, View } from '../yaml/view.ts';

type Kind = 'ConfigMap' | 'Secret';
type Path = readonly PathStep[];

/** Where an object says what is made for it. */
interface Made {
  readonly kind: Kind;
  /** The first of these that holds a name; counted from an item where there is a list. */
  readonly names: readonly Path[];
  /** The list whose items are looked into. */
  readonly list?: Path;
  /** Where the kind stands that is made; nothing is made where that is another one. */
  readonly kindAt?: Path;
  readonly namespaceAt?: Path;
}

const OWN_NAME: Path = ['metadata', 'name'];

const secret = (...names: readonly Path[]): Made => ({ kind: 'Secret', names });
const inList = (list: Path, ...name: readonly PathStep[]): Made => ({
  ...secret(name),
  list,
});

/** A policy that makes an object for each namespace, or for each object that comes. */
const GENERATED: readonly Made[] = (['Secret', 'ConfigMap'] as const).map((kind) => ({
  kind,
  list: ['spec', 'rules'],
  names: [['generate', 'name']],
  kindAt: ['generate', 'kind'],
  namespaceAt: ['generate', 'namespace'],
}));

const MAKES: Readonly<Record<string, readonly Made[]>> = {
  ExternalSecret: [secret(['spec', 'target', 'name'], OWN_NAME)],
  ClusterExternalSecret: [
    secret(
      ['spec', 'externalSecretSpec', 'target', 'name'],
      ['spec', 'externalSecretName'],
      OWN_NAME,
    ),
  ],
  SealedSecret: [secret(['spec', 'template', 'metadata', 'name'], OWN_NAME)],
  Certificate: [secret(['spec', 'secretName'])],
  VaultStaticSecret: [secret(['spec', 'destination', 'name'])],
  VaultDynamicSecret: [secret(['spec', 'destination', 'name'])],
  VaultPKISecret: [secret(['spec', 'destination', 'name'])],
  HCPVaultSecretsApp: [secret(['spec', 'destination', 'name'])],
  VaultSecret: [secret(['spec', 'output', 'name'], OWN_NAME)],
  OnePasswordItem: [secret(OWN_NAME)],
  BitwardenSecret: [secret(['spec', 'secretName'])],
  InfisicalSecret: [
    secret(['spec', 'managedSecretReference', 'secretName']),
    inList(['spec', 'managedKubeSecretReferences'], 'secretName'),
  ],
  DopplerSecret: [secret(['spec', 'managedSecret', 'name'])],
  AzureKeyVaultSecret: [secret(['spec', 'output', 'secret', 'name'])],
  SopsSecret: [inList(['spec', 'secretTemplates'], 'name')],
  SecretProviderClass: [inList(['spec', 'secretObjects'], 'secretName')],
  ObjectBucketClaim: [secret(OWN_NAME), { kind: 'ConfigMap', names: [OWN_NAME] }],
  Bundle: [{ kind: 'ConfigMap', names: [OWN_NAME] }, secret(OWN_NAME)],
  ClusterPolicy: GENERATED,
  Policy: GENERATED,
};

/** Fields by which an object of any custom kind says which Secret is written for it. */
const WRITTEN: readonly string[] = [
  'writeConnectionSecretToRef',
  'writeConnectionSecretToReference',
  'publishConnectionDetailsTo',
  'privateKeySecretRef',
];

/** How deep such a field is looked for: `spec.acme.privateKeySecretRef`. */
const DEEPEST = 4;

export const MAKING_KINDS: readonly string[] = Object.keys(MAKES);

/** Kinds that live outside namespaces and make objects in any of them. */
const EVERYWHERE: ReadonlySet<string> = new Set([
  ...['ClusterExternalSecret', 'Bundle', 'ClusterPolicy', 'ClusterIssuer'],
]);

/** Whether an object of a custom kind may say by such a field that a Secret is written for it. */
export function isWriter({ group, document }: KubernetesObject): boolean {
  if (!group.includes('.') || group.endsWith('k8s.io')) return false;
  return WRITTEN.some((field) => document.text.includes(field));
}

/** @param namespaces where the object itself is */
export function madeObjects(
  object: KubernetesObject,
  kind: Kind,
  namespaces: readonly string[],
): readonly Definition[] {
  const rows = Object.hasOwn(MAKES, object.kind) ? (MAKES[object.kind] ?? []) : [];
  const made = rows.filter((row) => row.kind === kind).flatMap((row) => madeBy(object.view, row));
  const written =
    kind === 'Secret' && isWriter(object) ? writtenIn(object.view.get('spec'), 1) : [];
  return [...made, ...written].map(({ at, name, namespace }) => ({
    ...{ kind, name, path: object.path, mark: at.mark, keys: undefined, object },
    origin: 'operator' as const,
    // '' stands for all: which ones, only the cluster can tell.
    namespaces:
      namespace !== undefined
        ? [namespace.includes('{') ? '' : namespace]
        : EVERYWHERE.has(object.kind)
          ? ['']
          : namespaces,
  }));
}

interface MadeName {
  readonly at: View;
  readonly name: string;
  readonly namespace: string | undefined;
}

function madeBy(view: View, { kind, names, list, kindAt, namespaceAt }: Made): readonly MadeName[] {
  const holders = list === undefined ? [view] : view.get(...list).items;
  return holders.flatMap((holder) => {
    if (kindAt !== undefined && holder.get(...kindAt).text !== kind) return [];
    const at = names.map((path) => holder.get(...path)).find(({ text }) => text);
    const namespace = namespaceAt && holder.get(...namespaceAt).text;
    return at?.text === undefined ? [] : [{ at, name: at.text, namespace }];
  });
}

function writtenIn(view: View, depth: number): readonly MadeName[] {
  return view.entries.flatMap((entry) => {
    const at = entry.get('name');
    if (WRITTEN.includes(entry.key) && at.text !== undefined)
      return [{ at, name: at.text, namespace: entry.get('namespace').text }];
    return depth < DEEPEST && entry.type === 'map' ? writtenIn(entry, depth + 1) : [];
  });
}
