/** What to say about an API version that Kubernetes has dropped or will drop. */
import type { ApiStatus } from '../../core/kubernetes/api-versions.ts';
import { apiStatus } from '../../core/kubernetes/api-versions.ts';
import type { KubernetesObject } from '../../core/kubernetes/manifest.ts';
import type { Problem } from '../../core/lint/rule.ts';
import type { Scope } from '../../core/workspace/scope.ts';
import { upgradeFixes } from './api-upgrade.ts';

/** A problem at the object's `apiVersion` when it is in this state for the chosen release. */
export function* versionProblems(
  object: KubernetesObject,
  state: 'deprecated' | 'removed',
  scope: Scope,
): Iterable<Problem> {
  const status = apiStatus(object.apiVersion, object.kind, scope.kubernetesMinor);
  if (status === undefined || status.state === 'served' || status.state !== state) return;
  const subject = `"${object.apiVersion}" of ${object.kind} "${object.name ?? ''}"`;
  yield {
    at: object.view.get('apiVersion'),
    message: `${subject} ${fate(status)} ${advice(status)}`,
    fixes: upgradeFixes(object, status, scope),
    ...(state === 'removed' && scope.kubernetesChosen && { severity: 'error' as const }),
  };
}

type OldVersion = Exclude<ApiStatus, { readonly state: 'served' }>;

export function fate(status: OldVersion): string {
  return status.state === 'removed'
    ? `is not served any more since Kubernetes 1.${String(status.since)}.`
    : `is deprecated since Kubernetes 1.${String(status.since)}; 1.${String(status.removedIn)} stops serving it.`;
}

/** What to write instead, and what else changes. */
export function advice(status: OldVersion): string {
  const { replacement, note } = status;
  if (replacement === undefined) return note;
  const { apiVersion } = replacement;
  const where = `In ${apiVersion}, `;
  if (note.startsWith(where)) return `Write "${apiVersion}", where ${note.slice(where.length)}`;
  const alone = status.plain && note.startsWith('Only the apiVersion');
  return alone ? `Write "${apiVersion}".` : `Write "${apiVersion}". ${note}`;
}
