import { replaceValue } from '../../../core/yaml/rewrite.ts';
import type { Fix } from '../../../core/lint/fix.ts';
import { nearest } from '../../../core/kubernetes/labels.ts';
import type { ContainerPort, KubernetesObject } from '../../../core/kubernetes/manifest.ts';
import { defineRule } from '../../../core/lint/rule.ts';
import { protocolOf } from '../../../core/traffic/ports.ts';
import type { View } from '../../../core/yaml/view.ts';
import { selectedWorkloads } from '../selection.ts';
import { containerPort, serving } from '../service-targets.ts';

export const targetPortMissing = defineRule({
  id: 'target-port-missing',
  severity: 'information',
  summary: 'A Service leads to a named port that no container behind it has.',
  deck: ['S6.1'],
  kinds: ['Service'],
  docs: {
    why: 'A `targetPort` in words is looked up among the port names of the containers. If none of the selected pods has that name, the Service has no endpoints for this port, and nothing reports an error.',
    fix: 'Write the name that the container uses, name the port of the container, or write its number.',
    links: [
      {
        title: 'Services: port definitions',
        url: 'https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports',
      },
    ],
  },
  check: {
    *object(object, scope) {
      if (object.service === undefined || object.service.type === 'ExternalName') return;
      const named = object.view
        .get('spec', 'ports')
        .items.filter((port) => isPortName(port.get('targetPort').text));
      const workloads = named.length === 0 ? [] : selectedWorkloads(object, scope);
      if (workloads.length === 0) return;
      for (const port of named) {
        const target = port.get('targetPort');
        const name = target.text ?? '';
        const protocol = protocolOf(port);
        if (workloads.some((one) => containerPort(one, name, protocol) !== undefined)) continue;
        const ports = workloads.flatMap((workload) => portsWith(workload, protocol));
        const why = whyNot(workloads, name, protocol);
        yield {
          at: target,
          message: `In this workspace, ${why ?? `no container behind Service "${object.name ?? ''}" has a port named "${name}"`}, so this port leads nowhere. ${offer(ports)}`,
          fixes: choices(object, target, ports),
          related: workloads.map((workload) => ({
            path: workload.path,
            at: workload.view.get('metadata', 'name'),
            message: `${workload.kind} "${workload.name ?? ''}" is behind this Service.`,
          })),
        };
      }
    },
  },
});

const isPortName = (text: string | undefined): boolean => text !== undefined && !/^\d+$/.test(text);

/** The ports of the containers that serve, of one protocol. */
function portsWith(workload: KubernetesObject, protocol: string): readonly ContainerPort[] {
  return serving(workload)
    .flatMap(({ view }) => view.get('ports').items)
    .filter((item) => protocolOf(item) === protocol)
    .map((item) => {
      const [name, port] = [item.get('name').text, item.get('containerPort').integer];
      return { ...(name !== undefined && { name }), ...(port !== undefined && { port }) };
    });
}

/** Where a port has the name, and still is not the one. */
function whyNot(
  workloads: readonly KubernetesObject[],
  name: string,
  protocol: string,
): string | undefined {
  const other = workloads.flatMap((workload) => containerPort(workload, name)?.port ?? [])[0];
  if (other !== undefined)
    return `port "${name}" of the container is for ${protocolOf(other)}, and the Service sends ${protocol}`;
  const isOfInit = workloads
    .flatMap((workload) => workload.workload?.ports ?? [])
    .some((port) => port.name === name);
  return isOfInit
    ? `only an init container has a port named "${name}", and it has ended before the pod serves`
    : undefined;
}

function offer(ports: readonly ContainerPort[]): string {
  const words = ports.map(({ name, port }) =>
    name === undefined ? String(port ?? '?') : `"${name}"`,
  );
  return words.length === 0
    ? 'Add the port to the container, with this name.'
    : `Its containers offer ${[...new Set(words)].join(', ')}.`;
}

/** The ports of the containers, the one that is probably meant first. */
function choices(
  object: KubernetesObject,
  target: View,
  ports: readonly ContainerPort[],
): readonly Fix[] {
  const near = nearest(
    target.text ?? '',
    ports.flatMap(({ name }) => name ?? []),
  );
  const own = target.parent?.get('port').text;
  const words = ports.flatMap(({ name, port }) => name ?? port ?? []).map(String);
  const rank = (word: string): number => (word === near ? 0 : word === own ? 1 : 2);
  return [...new Set(words)]
    .sort((a, b) => rank(a) - rank(b))
    .map((word) => ({
      title: `Write "${word}"`,
      edits: () => {
        // In quotes, a number would be taken for a name.
        const value = /^\d+$/.test(word) ? Number(word) : word;
        return [{ path: object.path, edits: [replaceValue(target, value)] }];
      },
    }));
}
