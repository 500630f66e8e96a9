import type { KubernetesObject } from '../../core/kubernetes/manifest.ts';
import type { Scope } from '../../core/workspace/scope.ts';

/** A PersistentVolumeClaim for the default storage class, as YAML. */
export function claimManifest(name: string, namespace: string | undefined, size = '10Gi'): string {
  return [
    'apiVersion: v1',
    'kind: PersistentVolumeClaim',
    'metadata:',
    `  name: ${name}`,
    ...(namespace === undefined ? [] : [`  namespace: ${namespace}`]),
    'spec:',
    '  accessModes: [ReadWriteOnce]',
    '  resources:',
    '    requests:',
    `      storage: ${size}`,
  ].join('\n');
}

/** Whether a StatefulSet of the stack makes a claim of this name: claim, set and number. */
export function isMadeBySet(name: string, object: KubernetesObject, scope: Scope): boolean {
  return scope.objects('StatefulSet', object.path).some((set) =>
    set.view
      .get('spec', 'volumeClaimTemplates')
      .items.map((claim) => `${claim.get('metadata', 'name').text ?? ''}-${set.name ?? ''}-`)
      .some((prefix) => name.startsWith(prefix) && /^\d+$/.test(name.slice(prefix.length))),
  );
}
