/** Hovers on what keeps data: StatefulSets, claims, storage classes and datastore images. */
import type { HoverLine, HoverPart, HoverSource, HoverTarget } from '../../core/hover/hover.ts';
import type { KubernetesObject } from '../../core/kubernetes/manifest.ts';
import { workloadOf } from '../../core/kubernetes/manifest.ts';
import { referencesOf } from '../../core/graph/references.ts';
import type { Scope } from '../../core/workspace/scope.ts';
import type { View } from '../../core/yaml/view.ts';
import { datastore } from '../../core/kubernetes/images.ts';
import { databaseOf, fateOf } from './databases.ts';

type ObjectTarget = Extract<HoverTarget, { in: 'object' }>;

/** The path with list positions as `[]`. */
function fieldOf(target: ObjectTarget): string {
  return target.path
    .map((step) => (typeof step === 'number' ? '[]' : `.${step}`))
    .join('')
    .slice(1);
}

const MOST_PODS = 3;

export const statefulSetHover: HoverSource = (target, scope) => {
  if (target.in !== 'object' || target.object.kind !== 'StatefulSet') return undefined;
  const { object } = target;
  const field = fieldOf(target);
  if ((field === 'kind' && target.on === 'value') || field === 'spec.serviceName') {
    return {
      parts: [
        {
          markdown:
            'The pods of a StatefulSet keep their names and their volumes: a pod that is replaced comes back as itself. Each is found by its own name through the headless Service in `serviceName`, once it is Ready (or at once with `publishNotReadyAddresses` on that Service).',
        },
        { list: podLines(object, scope) },
        { slide: 'S5' },
      ],
    };
  }
  if (
    field === 'spec.volumeClaimTemplates' ||
    /^spec\.volumeClaimTemplates\[\]\.metadata\.name$/.test(field)
  ) {
    return {
      parts: [
        {
          markdown:
            'Every pod gets a claim of its own, named claim, set and number with dashes between. Claims stay when the set is deleted or made smaller, unless `persistentVolumeClaimRetentionPolicy` says otherwise.',
        },
        { list: claimLines(object) },
        { slide: 'S5' },
      ],
    };
  }
  return undefined;
};

function podNumbers(object: KubernetesObject): readonly number[] {
  const count = Math.min(object.workload?.replicas ?? 1, MOST_PODS);
  const first = object.workload?.firstOrdinal ?? 0;
  return Array.from({ length: Math.max(0, count) }, (_, i) => first + i);
}

function more(object: KubernetesObject): readonly HoverLine[] {
  const rest = (object.workload?.replicas ?? 1) - MOST_PODS;
  return rest > 0 ? [{ text: `and ${String(rest)} more` }] : [];
}

function podLines(object: KubernetesObject, scope: Scope): readonly HoverLine[] {
  const service = object.workload?.serviceName;
  const [placement] = scope.placements(object);
  const name = object.name ?? '?';
  const domain =
    service === undefined || service === ''
      ? ''
      : `.${service}.${placement?.namespace ?? 'default'}.svc.cluster.local`;
  return [
    ...podNumbers(object).map((i) => ({ text: `${name}-${String(i)}${domain}` })),
    ...more(object),
  ];
}

function claimLines(object: KubernetesObject): readonly HoverLine[] {
  const claims = object.view.get('spec', 'volumeClaimTemplates').items;
  const names = claims.flatMap((claim) => claim.get('metadata', 'name').text ?? []);
  const lines = names.flatMap((claim) =>
    podNumbers(object).map((i) => ({ text: `${claim}-${object.name ?? '?'}-${String(i)}` })),
  );
  return [...lines, ...more(object)];
}

/** On a PersistentVolumeClaim, and wherever one is named. */
export const claimHover: HoverSource = (target, scope) => {
  if (target.in !== 'object') return undefined;
  const claims = claimsAt(target, scope);
  if (claims === undefined) return undefined;
  const lines = claims.flatMap((claim) => [claimLine(claim), ...userLines(claim, scope)]);
  return {
    parts: [
      {
        markdown:
          'A claim asks for storage of a size and a kind; the cluster finds or makes a volume for it, and the data outlives the pods that use it. `ReadWriteOnce` means one node at a time, `ReadWriteOncePod` one pod.',
      },
      lines.length === 0 ? { markdown: 'No such claim in this workspace.' } : { list: lines },
      { slide: 'S5' },
    ],
  };
};

function claimsAt(target: ObjectTarget, scope: Scope): readonly KubernetesObject[] | undefined {
  const { object } = target;
  if (object.kind === 'PersistentVolumeClaim') {
    return fieldOf(target) === 'kind' && target.on === 'value' ? [object] : undefined;
  }
  if (target.path.at(-1) !== 'claimName') return undefined;
  const reference = referencesOf(object).find(({ at }) => at.mark.start === target.view.mark.start);
  if (reference === undefined) return undefined;
  return scope.resolve(reference).flatMap((found) => found.object ?? []);
}

function claimLine(claim: KubernetesObject): HoverLine {
  const spec = claim.view.get('spec');
  const modes = spec.get('accessModes').items.flatMap((mode) => mode.text ?? []);
  const size = spec.get('resources', 'requests', 'storage').text ?? 'no size';
  const storageClass = spec.get('storageClassName').text ?? 'the default storage class';
  return {
    text: `${claim.title}: ${size}, ${modes.join(', ')}, ${storageClass}`,
    path: claim.path,
    at: claim.view.get('metadata', 'name'),
  };
}

function userLines(claim: KubernetesObject, scope: Scope): readonly HoverLine[] {
  return scope
    .namespacesOf(claim)
    .flatMap((namespace) => scope.workloads(namespace, claim.path))
    .flatMap((object) =>
      referencesOf(object)
        .filter(({ kind, name }) => kind === 'PersistentVolumeClaim' && name === claim.name)
        .map(({ at }) => ({ text: `used by ${object.title}`, path: object.path, at })),
    );
}

/** On a StorageClass, its provisioner, and wherever a class is named. */
export const storageClassHover: HoverSource = (target, scope) => {
  if (target.in !== 'object') return undefined;
  const field = fieldOf(target);
  const own = target.object.kind === 'StorageClass';
  const onClass = own && ((field === 'kind' && target.on === 'value') || field === 'provisioner');
  const named = target.path.at(-1) === 'storageClassName';
  if (!onClass && !named) return undefined;
  const name = own ? target.object.name : target.view.text;
  const classes = scope
    .objects('StorageClass', target.object.path)
    .filter((storageClass) => storageClass.name === name);
  return {
    parts: [
      {
        markdown:
          'A storage class tells which driver makes the volumes and how. A claim without a class gets the default one of the cluster; an empty string means no class at all. Drivers are CSI drivers today.',
      },
      { list: classes.map(classLine) },
      { slide: 'S5' },
    ],
  };
};

function classLine(storageClass: KubernetesObject): HoverLine {
  const { view, path } = storageClass;
  const mode = view.get('volumeBindingMode').text ?? 'Immediate';
  const policy = view.get('reclaimPolicy').text ?? 'Delete';
  const isDefault =
    view.get('metadata', 'annotations', 'storageclass.kubernetes.io/is-default-class').text ===
    'true';
  return {
    text: `${storageClass.name ?? '?'}: ${view.get('provisioner').text ?? '?'}, ${mode}, ${policy}${isDefault ? ', default' : ''}`,
    ...{ path, at: view.get('provisioner') },
  };
}

/** On the image of a datastore, in a manifest or in Compose. */
export const datastoreHover: HoverSource = (target, scope) => {
  if (target.in === 'object') return onContainerImage(target, scope);
  if (target.in !== 'compose' || target.path.at(-1) !== 'image' || target.path.length !== 3)
    return undefined;
  const store = datastore(target.view.text ?? '');
  return store === undefined
    ? undefined
    : { parts: [{ markdown: outside(store.product) }, { slide: 'S4' }] };
};

function outside(product: string): string {
  return `${product} keeps data. For a start it is wiser to leave it outside the cluster and to give it a name inside with a Service.`;
}

function onContainerImage(target: ObjectTarget, scope: Scope): ReturnType<HoverSource> {
  const container = workloadOf(target.object)?.containers.find((candidate) =>
    isSame(candidate.view.get('image'), target.view),
  );
  const database = container && databaseOf(container);
  if (database === undefined || scope.roleOf(target.object) !== 'whole') return undefined;
  const { product, dataPaths } = database.store;
  const fate = fateOf(database);
  const parts: HoverPart[] = [
    { markdown: `${outside(product)} If it has to run here: a StatefulSet with a claim.` },
  ];
  const { path } = target.object;
  if (fate?.kept === true) {
    const { view } = fate.mount;
    const name = view.get('name').text ?? '?';
    parts.push({ list: [{ text: `Here its data is on the volume "${name}".`, path, at: view }] });
  } else if (fate !== undefined) {
    parts.push({
      list: [{ text: `Here its data goes with the pod: no claim at ${dataPaths.join(' or ')}.` }],
    });
  }
  return { parts: [...parts, { slide: 'S4' }, { slide: 'S5' }] };
}

function isSame(a: View, b: View): boolean {
  return a.exists && a.document === b.document && a.mark.start === b.mark.start;
}
