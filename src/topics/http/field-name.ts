import type { HoverTarget } from '../../core/hover/hover.ts';

export type ObjectTarget = Extract<HoverTarget, { readonly in: 'object' }>;

/** A path as words: `spec.rules[].http.paths[].path`. */
export function fieldName(path: readonly (string | number)[]): string {
  return path
    .map((step) => (typeof step === 'number' ? '[]' : `.${step}`))
    .join('')
    .replace(/^\./, '');
}

/** The target where it is on a word, a key or a scalar, in an object of one of these kinds. */
export function inKind(target: HoverTarget, ...kinds: readonly string[]): ObjectTarget | undefined {
  if (target.in !== 'object' || !kinds.includes(target.object.kind)) return undefined;
  const between = target.on === 'value' && /^(?:map|sequence)$/.test(target.view.type);
  return between ? undefined : target;
}
