import type { KubernetesObject } from '../kubernetes/manifest.ts';
import type { LintRule } from './rule.ts';

/**
 * Lets rules note what they keep of objects, while these are parsed.
 * @param onError told of a rule that threw; the others go on
 */
export function noteObjects(
  rules: readonly LintRule[],
  objects: readonly KubernetesObject[],
  onError?: (error: unknown, where: string) => void,
): void {
  for (const { id, kinds, note } of rules) {
    if (note === undefined) continue;
    for (const object of objects.filter(({ kind }) => kinds?.includes(kind) !== false)) {
      try {
        note(object);
      } catch (error) {
        onError?.(error, `rule ${id} on ${object.path}`);
      }
    }
  }
}
