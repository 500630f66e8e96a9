import type { Fix, TextEdit } from '../../../core/lint/fix.ts';
import { replaceValue } from '../../../core/yaml/rewrite.ts';
import { logAgent } from '../../../core/kubernetes/images.ts';
import type { Container, Workload } from '../../../core/kubernetes/manifest.ts';
import { defineRule } from '../../../core/lint/rule.ts';
import type { Scope } from '../../../core/workspace/scope.ts';
import type { View } from '../../../core/yaml/view.ts';

export const logAgentPath = defineRule({
  id: 'log-agent-path',
  severity: 'warning',
  summary: 'A log agent reads the files of Docker, which most nodes no longer have.',
  deck: ['S7.1'],
  docs: {
    why: 'Since Kubernetes 1.24 most nodes run containerd or CRI-O instead of Docker. Their logs are in `/var/log/pods`, with links to them in `/var/log/containers`, and they have no `/var/lib/docker/containers`. Only nodes that run Docker through cri-dockerd, as minikube did by default for a long time, still keep the files there, and `/var/log/pods` links to them.',
    fix: 'Mount `/var/log/pods`, or all of `/var/log`, and let the agent parse the CRI format. Where nodes use cri-dockerd, mount both folders and suppress this finding.',
    links: [
      {
        title: 'Logging architecture',
        url: 'https://kubernetes.io/docs/concepts/cluster-administration/logging/',
      },
      {
        title: 'Dockershim removal FAQ',
        url: 'https://kubernetes.io/blog/2022/02/17/dockershim-faq/',
      },
    ],
  },
  check: {
    *workload(workload, scope) {
      for (const volume of workload.pod.get('volumes').items) {
        const at = volume.get('hostPath', 'path');
        if (at.text?.replace(/\/+$/, '') !== DOCKER) continue;
        if (!workload.containers.some(({ view }) => logAgent(view.get('image').text ?? ''))) return;
        if (readsToday(workload)) {
          yield {
            at,
            severity: 'hint',
            message: `Nodes with containerd or CRI-O have no "${DOCKER}", so this volume is empty there. The agent reads "/var/log" as well: remove this, unless your nodes use cri-dockerd.`,
          };
          continue;
        }
        yield {
          at,
          message: `Nodes with containerd or CRI-O have no "${DOCKER}", so this agent finds no logs there. Mount "${PODS}".`,
          fixes: isNamedElsewhere(workload, scope) ? [] : fixes(workload, volume, at),
        };
      }
    },
  },
});

const DOCKER = '/var/lib/docker/containers';
const PODS = '/var/log/pods';

/** Links in `/var/log/containers` lead to `/var/log/pods`: with all of that, the agent finds its logs. */
function readsToday(workload: Workload): boolean {
  return workload.pod
    .get('volumes')
    .items.some((volume) =>
      /^\/var\/log(?:\/pods)?\/?$/.test(volume.get('hostPath', 'path').text ?? ''),
    );
}

/** The agent's own configuration names the files, and would have to change with the mount. */
function isNamedElsewhere({ object }: Workload, scope: Scope): boolean {
  return scope
    .objects('ConfigMap', object.path)
    .some(({ document }) => document.text.includes(DOCKER));
}

/** The volume and its mounts move together; other mount paths were chosen freely and stay. */
function fixes({ object, containers }: Workload, volume: View, at: View): readonly Fix[] {
  const name = volume.get('name').text;
  const mounts = containers.flatMap((container) => mountPaths(container, name));
  const edits: readonly TextEdit[] = [at, ...mounts].map((path) => replaceValue(path, PODS));
  return [{ title: `Write "${PODS}"`, edits: () => [{ path: object.path, edits }] }];
}

function mountPaths({ view }: Container, volume: string | undefined): readonly View[] {
  return view
    .get('volumeMounts')
    .items.filter((mount) => mount.get('name').text === volume)
    .map((mount) => mount.get('mountPath'))
    .filter((path) => path.text?.replace(/\/+$/, '') === DOCKER);
}
