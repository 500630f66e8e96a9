import type { Fix } from '../../../core/lint/fix.ts';
import { replaceValue } from '../../../core/yaml/rewrite.ts';
import { nearest, runtimeLabels } from '../../../core/kubernetes/labels.ts';
import type { KubernetesObject } from '../../../core/kubernetes/manifest.ts';
import { defineRule } from '../../../core/lint/rule.ts';
import type { Problem } from '../../../core/lint/rule.ts';
import { excuseForSelected } from '../../../core/existence/pods.ts';
import type { Scope } from '../../../core/workspace/scope.ts';
import type { View } from '../../../core/yaml/view.ts';
import { monitorOf, portNames, targetsAnywhere, targetsOf } from '../monitors.ts';
import type { Monitor } from '../monitors.ts';

export const serviceMonitorSelectsNothing = defineRule({
  id: 'service-monitor-selects-nothing',
  severity: 'hint',
  summary: 'A ServiceMonitor or PodMonitor finds nothing to scrape in this workspace.',
  deck: ['S7.2'],
  kinds: ['ServiceMonitor', 'PodMonitor'],
  docs: {
    why: 'A ServiceMonitor selects Services by the labels of the Services, not of their pods, and names a port by its name. Where either does not match, Prometheus scrapes nothing and nobody is told.',
    fix: 'Give the Service the labels that the monitor asks for, in a namespace that it looks at, and name the port as the Service does.',
    links: [
      {
        title: 'Prometheus operator: troubleshooting ServiceMonitors',
        url: 'https://prometheus-operator.dev/docs/platform/troubleshooting/',
      },
    ],
  },
  check: {
    *object(object, scope) {
      const monitor = monitorOf(object, scope);
      if (monitor === undefined || isKnownAtRunTime(monitor)) return;
      const targets = targetsOf(monitor, scope);
      if (targets.length === 0) yield* nothing(monitor, scope);
      else yield* inPorts(monitor, targets);
    },
  },
});

function keysOf({ selector }: Monitor): readonly string[] {
  const { matchLabels = {}, matchExpressions = [] } = selector;
  return [...Object.keys(matchLabels), ...matchExpressions.map(({ key }) => key)];
}

function isKnownAtRunTime(monitor: Monitor): boolean {
  const keys = keysOf(monitor);
  return keys.length === 0 || keys.some(runtimeLabels);
}

/** Silent where no candidate is in sight at all: then what is scraped is installed from elsewhere. */
function* nothing(monitor: Monitor, scope: Scope): Iterable<Problem> {
  const { object, kind } = monitor;
  const [elsewhere] = monitor.namespaces === undefined ? [] : targetsAnywhere(monitor, scope);
  if (elsewhere !== undefined) {
    yield outOfSight(monitor, elsewhere, scope);
    return;
  }
  const candidates = (monitor.namespaces ?? [undefined]).flatMap((namespace) =>
    kind === 'PodMonitor'
      ? scope.workloads(namespace, object.path)
      : scope.services(namespace, object.path),
  );
  const { selector, namespaces = scope.namespaces } = monitor;
  const picks = kind === 'PodMonitor' ? 'pods' : 'services';
  if (excuseForSelected({ selector, namespaces, from: object, picks }, scope) !== undefined) return;
  const close = candidates.find((candidate) => isMeant(monitor, candidate));
  if (close === undefined) return;
  const what = kind === 'PodMonitor' ? 'No pod' : 'No Service';
  yield {
    at: object.view.get('spec', 'selector').keyMark,
    message: `${what} in this workspace has the labels that "${object.name ?? '?'}" asks for, so nothing is scraped. ${kind === 'PodMonitor' ? 'Check the labels of the pods' : 'The labels of the Service itself count, not its selector: check those'} of "${close.name ?? '?'}".`,
    related: [
      {
        path: close.path,
        at: close.view.get('metadata', 'name'),
        message: 'Probably this was meant.',
      },
    ],
  };
}

/** The labels are right, and the namespace is another one. */
function outOfSight(monitor: Monitor, target: KubernetesObject, scope: Scope): Problem {
  const { object, namespaces = [] } = monitor;
  const what = monitor.kind === 'PodMonitor' ? 'pods' : 'Service';
  const [namespace = ''] = scope.namespacesOf(target);
  const own = namespaces.map((name) => `"${name}"`).join(', ');
  return {
    at: object.view.get('spec', 'selector').keyMark,
    message: `This monitor only looks in namespace ${own}, and the ${what} with these labels is in "${namespace}", so nothing is scraped. Name that namespace under "namespaceSelector.matchNames".`,
    related: [
      {
        ...targetPlace(target),
        message: `${target.kind} "${target.name ?? '?'}" in "${namespace}".`,
      },
    ],
  };
}

/** A candidate that shares a label value, or the name, with what the monitor asks for. */
function isMeant({ object, selector }: Monitor, candidate: KubernetesObject): boolean {
  const wanted = Object.entries(selector.matchLabels ?? {});
  const labels = {
    ...candidate.workload?.podLabels,
    ...candidate.service?.selector,
    ...candidate.labels,
  };
  return (
    wanted.some(([key, value]) => labels[key] === value) ||
    (candidate.name !== undefined &&
      (candidate.name === object.name || wanted.some(([, value]) => value === candidate.name)))
  );
}

function* inPorts(
  { object, endpoints }: Monitor,
  targets: readonly KubernetesObject[],
): Iterable<Problem> {
  const names = new Set(targets.flatMap(portNames));
  for (const at of endpoints.map((endpoint) => endpoint.get('port'))) {
    const port = at.string;
    if (port === undefined || port.includes('$') || names.has(port)) continue;
    const [target] = targets;
    yield {
      at,
      message: `No port of ${targets.map(({ name }) => `"${name ?? '?'}"`).join(', ')} is named "${port}", so nothing is scraped. Write the name of the port.`,
      fixes: portFixes(object, at, port, names),
      ...(target && { related: [targetPlace(target)] }),
    };
  }
}

function portFixes(
  object: KubernetesObject,
  at: View,
  port: string,
  names: ReadonlySet<string>,
): readonly Fix[] {
  const [only, ...others] = names;
  const name = nearest(port, names) ?? (others.length === 0 ? only : undefined);
  if (name === undefined) return [];
  const edits = () => [{ path: object.path, edits: [replaceValue(at, name)] }];
  return [{ title: `Write "${name}"`, edits }];
}

function targetPlace(target: KubernetesObject) {
  const ports = target.view.get('spec', 'ports');
  return {
    path: target.path,
    at: ports.exists ? ports.keyMark : target.view.get('metadata', 'name').mark,
    message: 'This is what would be scraped.',
  };
}
