export interface HostMention {
  readonly host: string;
  readonly port?: number;
  readonly scheme?: string;
  /** Offsets of the host alone within the value. */
  readonly span: { readonly start: number; readonly end: number };
}
export interface HostContext {
  /** Name of the environment variable or key that holds the value. */
  readonly name?: string;
}
export function extractHosts(_value: string, _context: HostContext): readonly HostMention[] {
  return [];
}
export function managedHost(_host: string): string | undefined {
  return undefined;
}
