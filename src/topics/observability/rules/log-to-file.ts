import { logAgent } from '../../../core/kubernetes/images.ts';
import type { Container } from '../../../core/kubernetes/manifest.ts';
import { defineRule } from '../../../core/lint/rule.ts';
import type { View } from '../../../core/yaml/view.ts';

export const logToFile = defineRule({
  id: 'log-to-file',
  severity: 'hint',
  summary: 'A container writes its logs to files, where nothing collects them.',
  deck: ['S7.1'],
  docs: {
    why: 'The container engine collects what a process writes to its output: `kubectl logs` and the log agents of the cluster read that. Files in `/var/log` of the container are seen by nobody, fill up the disk and go with the pod.',
    fix: 'Let the process log to standard output and error, or link the file to `/dev/stdout` in the image.',
    links: [
      {
        title: 'Logging architecture',
        url: 'https://kubernetes.io/docs/concepts/cluster-administration/logging/',
      },
    ],
  },
  check: {
    *container(container) {
      if (container.role === 'init') return;
      for (const mount of container.view.get('volumeMounts').items) {
        const at = mount.get('mountPath');
        if (!isLogPath(at.text) || !isEmptyDir(container, mount)) continue;
        if (isCollected(container)) return;
        yield {
          at,
          message: `Files in "${at.text ?? ''}" are read by nobody: the container engine collects what "${container.name ?? '?'}" writes to its output. Log to standard output instead.`,
        };
      }
    },
    *dockerfile(node) {
      for (const volume of node.dockerfile.stages.flatMap(({ volumes }) => volumes)) {
        if (!isLogPath(volume.text)) continue;
        yield {
          at: node.mark(volume.span),
          message:
            'A volume for log files: the container engine collects what the process writes to its output. Log to standard output instead.',
        };
      }
    },
  },
});

function isLogPath(path: string | undefined): boolean {
  return path !== undefined && /^\/var\/log(?:\/|$)/.test(path) && !path.includes('$');
}

function isEmptyDir({ workload }: Container, mount: View): boolean {
  const name = mount.get('name').text;
  const volume = workload.pod.get('volumes').items.find((item) => item.get('name').text === name);
  return volume?.has('emptyDir') === true;
}

/** A second container that reads the files makes them part of the output again. */
function isCollected({ workload, view }: Container): boolean {
  if (logAgent(view.get('image').text ?? '') !== undefined) return true;
  const mounts = view.get('volumeMounts').items;
  const volumes = new Set(
    mounts
      .filter((mount) => isLogPath(mount.get('mountPath').text))
      .map((mount) => mount.get('name').text),
  );
  return workload.containers
    .filter((other) => other.role !== 'init' && other.view.mark.start !== view.mark.start)
    .flatMap((other) => other.view.get('volumeMounts').items)
    .some((mount) => volumes.has(mount.get('name').text));
}
