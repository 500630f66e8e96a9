import type { Field, ObjectShape } from './shape.ts';

/** Fields that the schema calls required, and the server takes an object without; by type. */
const OPTIONAL: Readonly<Record<string, readonly string[]>> = {
  Event: ['involvedObject'],
  HTTPHeader: ['value'],
  // That of a StatefulSet may take the place of the volume.
  PersistentVolumeClaimVolumeSource: ['claimName'],
  ISCSIVolumeSource: ['lun'],
  ISCSIPersistentVolumeSource: ['lun'],
};

/** Whether the API server refuses an object for the want of a required field. */
export function isEnforced(owner: ObjectShape, { name }: Field): boolean {
  return OPTIONAL[owner.name]?.includes(name) !== true;
}
