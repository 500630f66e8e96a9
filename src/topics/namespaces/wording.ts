/** Names of the workspace in sentences: always in double quotes. */
export { named } from '../../core/guide/evidence.ts';

/** `"blue"`, or `"staging", "production"`. */
export function quoted(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(', ');
}
