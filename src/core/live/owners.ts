/** Who has written a field of a live object, by its managedFields. */
import { isByHand } from './managers.ts';
import type { Manager } from './snapshot.ts';

/**
 * The manager that owns a field, or a part of it, or the whole that it is in. Of several, one that
 * works by hand comes first, else the one that wrote last.
 * @param path as `Manager.fields` has it
 */
export function ownerOf(path: string, managers: readonly Manager[]): Manager | undefined {
  const owners = managers
    .filter(({ fields }) => fields.some((field) => isWithin(field, path) || isWithin(path, field)))
    .sort((a, b) => (b.time ?? '').localeCompare(a.time ?? ''));
  return owners.find(({ name }) => isByHand(name)) ?? owners[0];
}

function isWithin(path: string, whole: string): boolean {
  return path === whole || (path.startsWith(whole) && /^[.[]/.test(path.slice(whole.length)));
}
