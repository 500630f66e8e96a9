import type { KubernetesObject } from '../../core/kubernetes/manifest.ts';
import { newObject } from '../../core/kubernetes/new-object.ts';
import { inline } from '../../core/yaml/write.ts';
import type { YamlFields } from '../../core/yaml/write.ts';
import type { Scope } from '../../core/workspace/scope.ts';

/** A PersistentVolumeClaim for the default storage class. */
export function newClaim(name: string, namespace: string | undefined): YamlFields {
  return newObject(
    { apiVersion: 'v1', kind: 'PersistentVolumeClaim', name, namespace },
    { spec: claimSpec() },
  );
}

/** What one pod at a time keeps, of a size to begin with. */
export function claimSpec(): YamlFields {
  return { accessModes: inline(['ReadWriteOnce']), resources: { requests: { storage: '10Gi' } } };
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
