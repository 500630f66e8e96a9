import type { Fix } from '../../../core/lint/fix.ts';
import { newObject } from '../../../core/kubernetes/new-object.ts';
import { commented } from '../../../core/yaml/write.ts';
import type { YamlFields, YamlStyled } from '../../../core/yaml/write.ts';
import type { KubernetesObject } from '../../../core/kubernetes/manifest.ts';
import { otherPolicies, policiesIn } from '../../../core/traffic/network-policies.ts';
import { defineRule } from '../../../core/lint/rule.ts';
import type { Scope } from '../../../core/workspace/scope.ts';
import { addDocument, takesDocuments } from '../edits.ts';
import { clusterDns } from '../../../core/traffic/cluster-dns.ts';
import { allowDns } from '../egress-rules.ts';
import { namespaceNames } from '../namespace-names.ts';

/** Namespaces that belong to the cluster itself. */
const SYSTEM = /^(?:kube-|openshift-|default$)/;

export const namespaceNotIsolated = defineRule({
  id: 'namespace-not-isolated',
  severity: 'hint',
  summary: 'A namespace separates names, not traffic: without a network policy anybody may enter.',
  deck: ['S2.7'],
  kinds: ['Namespace'],
  docs: {
    why: 'Pods reach each other across namespaces as if these were not there. Only a NetworkPolicy closes the door, and only with a network plugin that enforces it.',
    fix: 'Add a policy that lets in the pods of the own namespace, then one for each way in from outside. Try it on a test cluster first.',
    links: [
      {
        title: 'Network Policies',
        url: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/',
      },
    ],
  },
  check: {
    *object(object, scope) {
      if (object.group !== '') return;
      const names = namespaceNames(object, scope);
      const open = names.filter((name) => isOpen(name, object, scope));
      const [name] = open;
      if (name === undefined || open.length < names.length) return;
      yield {
        at: object.view.get('metadata', 'name'),
        message: `Pods from every other namespace may connect to those in "${name}": a namespace alone is no wall. Add a NetworkPolicy.`,
        fixes: takesDocuments(object) ? fixes(name, object, scope) : [],
      };
    },
  },
});

function isOpen(name: string, object: KubernetesObject, scope: Scope): boolean {
  return (
    !SYSTEM.test(name) &&
    scope.workloads(name, object.path).length > 0 &&
    policiesIn(name, scope).length === 0 &&
    otherPolicies(name, scope).length === 0
  );
}

function fixes(name: string, object: KubernetesObject, scope: Scope): readonly Fix[] {
  const add = (title: string, policy: YamlStyled): Fix => ({
    title,
    edits: () => addDocument(object, scope, policy),
  });
  return [
    add(`Let only pods of "${name}" in`, sameNamespaceOnly(name)),
    add('Deny everything except DNS', onlyDns(name, scope)),
  ];
}

function sameNamespaceOnly(namespace: string): YamlStyled {
  const policy = policyFor(namespace, 'same-namespace-only', {
    policyTypes: ['Ingress'],
    ingress: [{ from: [{ podSelector: {} }] }],
  });
  return commented(policy, {
    above: [
      'Ingress controllers and monitoring elsewhere need an entry of their own below "from".',
    ],
  });
}

function onlyDns(namespace: string, scope: Scope): YamlStyled {
  const policy = policyFor(namespace, 'default-deny', {
    policyTypes: ['Ingress', 'Egress'],
    egress: [allowDns(clusterDns(scope))],
  });
  return commented(policy, {
    above: [
      'Nothing in, nothing out except name lookups: what is needed gets a policy of its own.',
    ],
  });
}

/** A policy for all pods of a namespace. */
function policyFor(namespace: string, name: string, rules: YamlFields): YamlFields {
  return newObject(
    { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', name, namespace },
    { spec: { podSelector: {}, ...rules } },
  );
}
