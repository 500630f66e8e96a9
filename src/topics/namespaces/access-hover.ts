import type { HoverSource } from '../../core/hover/hover.ts';

/** The deck's word on the kinds of the permissions model (S3.3, S3.4). */
const KINDS: Readonly<Record<string, string>> = {
  ServiceAccount:
    '**Who a pod is** when it talks to the API server. Pods that name none run as `default` of their namespace; give an app that needs permissions an account of its own.',
  Role: '**What may be done** in this one namespace. It gives nothing by itself: a RoleBinding hands it to somebody.',
  ClusterRole:
    '**What may be done** in every namespace, or to what lives outside them. A RoleBinding to it holds in one namespace only.',
  RoleBinding:
    '**Who may do it**: hands a Role, or a ClusterRole for this namespace alone, to users, groups and service accounts.',
  ClusterRoleBinding:
    '**Who may do it everywhere**: hands a ClusterRole to users, groups and service accounts in all namespaces at once.',
};

export const accessHover: HoverSource = (target) => {
  if (target.in !== 'object' || target.path.join('.') !== 'kind') return undefined;
  const { group, kind } = target.object;
  if (group !== (kind === 'ServiceAccount' ? '' : 'rbac.authorization.k8s.io')) return undefined;
  const markdown = Object.hasOwn(KINDS, kind) ? KINDS[kind] : undefined;
  return markdown === undefined ? undefined : { parts: [{ markdown }, { slide: 'S3' }] };
};
