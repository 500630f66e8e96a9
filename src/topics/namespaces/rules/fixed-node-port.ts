import { removeEntry } from '../../../core/lint/fix.ts';
import type { Container, KubernetesObject } from '../../../core/kubernetes/manifest.ts';
import { defineRule } from '../../../core/lint/rule.ts';
import type { Problem } from '../../../core/lint/rule.ts';
import type { Scope } from '../../../core/workspace/scope.ts';
import type { View } from '../../../core/yaml/view.ts';
import { editFile } from '../edits.ts';
import { named } from '../../../core/guide/evidence.ts';

export const fixedNodePort = defineRule({
  id: 'fixed-node-port',
  severity: 'hint',
  summary: 'A fixed port on the nodes stops a second copy of the stack in another namespace.',
  deck: ['S2.1'],
  docs: {
    why: 'Names are kept apart by namespaces, ports of the nodes are not. The second Service that asks for the same `nodePort` is refused, and the second pod that asks for the same `hostPort` waits for a node of its own.',
    fix: 'Leave the field out: Kubernetes picks a free node port. For HTTP, a ClusterIP Service with an Ingress or a Gateway needs none.',
    links: [
      {
        title: 'Service of type NodePort',
        url: 'https://kubernetes.io/docs/concepts/services-networking/service/#type-nodeport',
      },
    ],
  },
  check: {
    *object(object, scope) {
      if (object.service === undefined) return;
      for (const item of object.view.get('spec', 'ports').items) {
        const at = item.get('nodePort');
        if ((at.integer ?? 0) > 0) yield nodePort(object, at, scope);
      }
    },
    *container({ workload, view }: Container, scope) {
      const { object, pod } = workload;
      // Agents of the node are meant to run once on each; with hostNetwork the port is the pod's own.
      if (object.kind === 'DaemonSet' || pod.get('hostNetwork').isTrue) return;
      if (scope.namespacesOf(object).includes('kube-system')) return;
      for (const item of view.get('ports').items) {
        const at = item.get('hostPort');
        if ((at.integer ?? 0) > 0) yield hostPort(object, at, scope);
      }
    },
  },
});

function nodePort(object: KubernetesObject, at: View, scope: Scope): Problem {
  const port = at.integer ?? 0;
  const asking = scope.workedOut('Service', object.path, 'node ports', askingForPorts);
  const others = (asking.get(port) ?? []).filter(({ other }) => other !== object);
  return {
    at,
    message: `Port ${port} of the nodes can belong to one Service only, so a second copy of this stack is refused. Remove the field, and Kubernetes picks a free one.`,
    fixes: [removal('nodePort', object, at, scope)],
    related: others.map(({ other, view }) => ({
      path: other.path,
      at: view,
      message: `${named(other)} asks for the same port`,
    })),
  };
}

interface Asking {
  readonly other: KubernetesObject;
  readonly view: View;
}

/** Which Services ask for a port of the nodes, by the port. */
function askingForPorts(
  services: readonly KubernetesObject[],
): ReadonlyMap<number | undefined, readonly Asking[]> {
  const asking = services.flatMap((other) =>
    other.view.get('spec', 'ports').items.map((item) => ({ other, view: item.get('nodePort') })),
  );
  return Map.groupBy(asking, ({ view }) => view.integer);
}

function hostPort(object: KubernetesObject, at: View, scope: Scope): Problem {
  return {
    at,
    message: `Port ${at.integer ?? 0} of a node can belong to one pod only, so a second copy of this stack needs other nodes. Remove the field, and reach the pods through a Service.`,
    fixes: [removal('hostPort', object, at, scope)],
  };
}

function removal(field: string, object: KubernetesObject, at: View, scope: Scope) {
  return {
    title: `Remove ${field}`,
    edits: () => editFile(object, scope, (text) => [removeEntry(text, at)]),
  };
}
