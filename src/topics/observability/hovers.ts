import type { HoverLine, HoverSource, HoverTarget } from '../../core/hover/hover.ts';
import { retiredComponent } from '../../core/kubernetes/images.ts';
import { workloadOf } from '../../core/kubernetes/manifest.ts';
import type { Scope } from '../../core/workspace/scope.ts';
import { monitorOf, portNames, targetsOf } from './monitors.ts';
import type { Monitor } from './monitors.ts';

type ObjectTarget = Extract<HoverTarget, { in: 'object' }>;

const LOG_PATHS: readonly (readonly [RegExp, string])[] = [
  [
    /^\/var\/lib\/docker\/containers(?:\/|$)/,
    'Where Docker keeps the logs. Since Kubernetes 1.24 most nodes run containerd or CRI-O and have no such folder: their logs are in `/var/log/pods`. With cri-dockerd, `/var/log/pods` links to files in here.',
  ],
  [
    /^\/var\/log\/pods(?:\/|$)/,
    'Where the kubelet keeps what containers print, one folder a pod, in the CRI format: time, stream, a flag for partial lines, and the line.',
  ],
  [
    /^\/var\/log\/containers(?:\/|$)/,
    'Links with telling names, `<pod>_<namespace>_<container>-<id>.log`, to the files in `/var/log/pods`. An agent needs both folders.',
  ],
  [
    /^\/var\/log(?:\/|$)/,
    'On a node, the logs of all containers are below this folder. In a container, nobody collects what is written here: print to standard output instead.',
  ],
];

/** On paths of logs, in volumes and mounts. */
const logPathHover: HoverSource = (target) => {
  if (target.in !== 'object' || target.on !== 'value') return undefined;
  const last = target.path.at(-1);
  if (last !== 'mountPath' && !(last === 'path' && target.path.at(-2) === 'hostPath'))
    return undefined;
  const found = LOG_PATHS.find(([pattern]) => pattern.test(target.view.text ?? ''));
  return found && { parts: [{ markdown: found[1] }, { slide: 'S7' }] };
};

/** On the name of a container: where its output goes. */
const outputHover: HoverSource = (target, scope) => {
  if (target.in !== 'object' || target.on !== 'value' || target.path.at(-1) !== 'name')
    return undefined;
  const { object, view } = target;
  const container = workloadOf(object)?.containers.find(
    (candidate) => candidate.view.get('name').mark.start === view.mark.start,
  );
  if (container?.name === undefined || scope.roleOf(object) !== 'whole') return undefined;
  const [namespace = 'default'] = scope.namespacesOf(object);
  const pod = object.kind === 'Pod' ? (object.name ?? '?') : `${object.name ?? '?'}-...`;
  return {
    parts: [
      { markdown: 'What this container prints is collected on its node and shown by:' },
      { code: logsCommand(target, namespace, container.name), language: 'shell' },
      { list: [{ text: `/var/log/containers/${pod}_${namespace}_${container.name}-<id>.log` }] },
      { slide: 'S7' },
    ],
  };
};

function logsCommand({ object }: ObjectTarget, namespace: string, container: string): string {
  const name = object.name ?? '?';
  const what = object.kind === 'Pod' ? name : `${object.kind.toLowerCase()}/${name}`;
  return `kubectl logs -n ${namespace} ${what} -c ${container}`;
}

/** On the kind and the selector of a ServiceMonitor or PodMonitor. */
const monitorHover: HoverSource = (target, scope) => {
  if (target.in !== 'object') return undefined;
  const monitor = monitorOf(target.object, scope);
  const field = target.path.slice(0, 2).join('.');
  const onKind = field === 'kind' && target.on === 'value';
  if (monitor === undefined || (!onKind && field !== 'spec.selector')) return undefined;
  const lines = monitorLines(monitor, scope);
  return {
    parts: [
      {
        markdown:
          monitor.kind === 'ServiceMonitor'
            ? 'Tells the Prometheus operator which Services to scrape: those that carry these labels themselves, by the name of their port. Prometheus in turn has to select this object: with kube-prometheus-stack, it needs the label `release` with the name of that Helm release.'
            : 'Tells the Prometheus operator which pods to scrape, by their labels and the name of a container port. Prometheus in turn has to select this object: with kube-prometheus-stack, it needs the label `release` with the name of that Helm release.',
      },
      lines.length === 0 ? { markdown: 'Nothing in this workspace matches.' } : { list: lines },
      { slide: 'S7' },
    ],
  };
};

function monitorLines(monitor: Monitor, scope: Scope): readonly HoverLine[] {
  return targetsOf(monitor, scope).map((object) => {
    const ports = portNames(object);
    return {
      text: `${object.title}${ports.length === 0 ? '' : `: ${ports.join(', ')}`}`,
      path: object.path,
      at: object.view.get('metadata', 'name'),
    };
  });
}

/** On annotations that an older set-up of Prometheus reads. */
const annotationHover: HoverSource = (target) => {
  const last = target.in === 'object' ? target.path.at(-1) : undefined;
  if (typeof last !== 'string' || !last.startsWith('prometheus.io/')) return undefined;
  return {
    parts: [
      {
        markdown:
          'A convention, not a part of Kubernetes: a Prometheus that is set up for it scrapes what carries these annotations. The Prometheus operator does not read them; it wants a `ServiceMonitor` or a `PodMonitor`.',
      },
      { slide: 'S7' },
    ],
  };
};

/** The slides that retired components are about. */
const RETIRED_ON: Readonly<Record<string, string>> = {
  ...{ Heapster: 'S7', Promtail: 'S7', 'Grafana Agent': 'S7' },
  KubeFed: 'S11',
};

/** On the image of something that has retired. */
const retiredHover: HoverSource = (target) => {
  if (target.in !== 'object' || target.path.at(-1) !== 'image') return undefined;
  const found = retiredComponent(target.view.text ?? '');
  return (
    found && {
      parts: [
        { markdown: `${found.name} is retired. Today: ${found.replacement}.` },
        { slide: RETIRED_ON[found.name] ?? 'S9' },
      ],
    }
  );
};

export const hovers: readonly HoverSource[] = [
  logPathHover,
  outputHover,
  monitorHover,
  annotationHover,
  retiredHover,
];
