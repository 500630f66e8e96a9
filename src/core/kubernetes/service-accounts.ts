import { podOf } from './manifest.ts';
import type { KubernetesObject } from './manifest.ts';

/** Where a pod names its account: `serviceAccount` is the older word for `serviceAccountName`. */
export function accountOf(object: KubernetesObject): string | undefined {
  const spec = podOf(object)?.spec;
  return spec?.get('serviceAccountName').text ?? spec?.get('serviceAccount').text;
}
