import type { KubernetesObject } from '../../../core/kubernetes/manifest.ts';
import { defineRule } from '../../../core/lint/rule.ts';
import type { Scope } from '../../../core/workspace/scope.ts';

export const clusterAdminBinding = defineRule({
  id: 'cluster-admin-binding',
  severity: 'hint',
  summary: 'An application may do everything in every namespace of the cluster.',
  deck: ['S3.3', 'S24.2'],
  kinds: ['ClusterRoleBinding'],
  docs: {
    why: 'Whoever gets into a pod of this account owns the whole cluster: all Secrets of all namespaces, all nodes. A namespace is no limit for it.',
    fix: 'List the verbs and resources that the application needs in a Role of its own, and bind that in its namespace.',
    links: [
      {
        title: 'User-facing roles',
        url: 'https://kubernetes.io/docs/reference/access-authn-authz/rbac/#user-facing-roles',
      },
    ],
  },
  check: {
    *object(object, scope) {
      const role = object.view.get('roleRef', 'name');
      const account = object.view
        .get('subjects')
        .items.find(
          (subject) =>
            subject.get('kind').text === 'ServiceAccount' &&
            !(subject.get('namespace').text ?? '').startsWith('kube-'),
        );
      if (account === undefined || role.text === undefined) return;
      const all = allPowerful(role.text, object, scope);
      if (role.text !== 'cluster-admin' && all === undefined) return;
      const name = account.get('name').text ?? '';
      yield {
        at: role,
        message: `The service account "${name}" may do everything in every namespace, and so may anybody who gets into one of its pods. Bind a role with what it really needs.`,
        ...(all !== undefined && {
          related: [
            {
              path: all.path,
              at: all.view.get('metadata', 'name'),
              message: `ClusterRole "${role.text}" allows every verb on every resource`,
            },
          ],
        }),
      };
    },
  },
});

function allPowerful(
  name: string,
  binding: KubernetesObject,
  scope: Scope,
): KubernetesObject | undefined {
  return scope
    .definitionsAnywhere('ClusterRole', name, binding.path)
    .flatMap(({ object }) => object ?? [])
    .find(({ view }) =>
      view
        .get('rules')
        .items.some((rule) =>
          ['apiGroups', 'resources', 'verbs'].every((field) =>
            rule.get(field).items.some((item) => item.text === '*'),
          ),
        ),
    );
}
