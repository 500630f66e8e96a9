import { newObject } from '../../core/kubernetes/new-object.ts';
import { inline } from '../../core/yaml/write.ts';
import type { YamlFields } from '../../core/yaml/write.ts';

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
