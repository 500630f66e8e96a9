/** Names of the workspace in sentences: always in double quotes. */
import type { KubernetesObject } from '../../core/manifest.ts';

/** `"blue"`, or `"staging", "production"`. */
export function quoted(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(', ');
}

/** `Deployment "web"`. */
export function named({ kind, name }: KubernetesObject): string {
  return `${kind} "${name ?? ''}"`;
}
