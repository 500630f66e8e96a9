export const LATEST_MINOR = 37;

export interface Replacement {
  readonly apiVersion: string;
  /** Only when the kind changes too. */
  readonly kind?: string;
}
export type ApiStatus =
  | { readonly state: 'served' }
  | {
      readonly state: 'deprecated' | 'removed';
      /** Minor release (1.x) of the present state: since when deprecated, or since when gone. */
      readonly since: number;
      readonly removedIn?: number;
      readonly replacement?: Replacement;
      /** True when a new `apiVersion` (and nothing else) makes the object valid. */
      readonly plain: boolean;
      readonly note: string;
    };
export function apiStatus(
  _apiVersion: string,
  _kind: string,
  _minor: number,
): ApiStatus | undefined {
  return undefined;
}
export function isBuiltIn(_apiVersion: string, _kind: string): boolean {
  return false;
}
export function isNamespaced(_kind: string, _apiVersion: string): boolean | undefined {
  return undefined;
}
