/** Names of the workspace in a sentence: `"blue"`, or `"staging", "production"`. */
export function quoted(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(', ');
}
