import { quantityOf } from '../../../core/schema/numbers.ts';
import type { View } from '../../../core/yaml/view.ts';
import { invalid, missing } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';
import { dnsName, named } from './names.ts';

/**
 * What a claim asks for, alone or in a StatefulSet.
 * @param beside where it is said that all of it is missing
 */
export function* claimSpec(spec: View, beside: View): Iterable<Refusal> {
  const at = spec.type === 'map' ? spec : beside;
  if (spec.get('accessModes').items.length === 0) yield missing(at, 'a claim needs "accessModes"');
  const size = spec.get('resources', 'requests', 'storage');
  if (!size.exists) yield missing(at, 'a claim needs "resources.requests.storage"');
  const value = quantityOf(size.text ?? '');
  if (value !== undefined && value <= 0) yield invalid(size, 'a claim has to be larger than 0');
  yield* named(spec.get('storageClassName'), 'name of a StorageClass', dnsName);
}
