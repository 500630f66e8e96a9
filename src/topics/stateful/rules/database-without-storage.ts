import { insertAfterEntry } from '../../../core/lint/fix.ts';
import { replaceValue } from '../../../core/yaml/rewrite.ts';
import { defineRule } from '../../../core/lint/rule.ts';
import type { Problem, Severity } from '../../../core/lint/rule.ts';
import type { Scope } from '../../../core/workspace/scope.ts';
import { misplacedMount } from '../data-place.ts';
import type { Misplaced } from '../data-place.ts';
import { databaseOf, fateOf, sourceOf } from '../databases.ts';
import type { Database, Fate } from '../databases.ts';
import { outsideFix, statefulSetFix } from '../stateful-set-fix.ts';

export const databaseWithoutStorage = defineRule({
  id: 'database-without-storage',
  severity: 'warning',
  summary: 'A database keeps its data inside its pod and loses it when the pod is replaced.',
  deck: ['S4.1', 'S5.3', 'S5.4'],
  kinds: ['Deployment', 'StatefulSet', 'ReplicaSet', 'ReplicationController', 'Pod'],
  docs: {
    why: 'What a container writes is gone when its pod is replaced, and pods are replaced all the time: at every roll-out, and whenever a node goes. An `emptyDir` volume goes with the pod as well.',
    fix: 'The first step is to leave the database outside the cluster, and to give it a name inside with a Service. Where it has to run here, use a StatefulSet with a claim for its volume, and a headless Service. A container that keeps its data in memory on purpose can say so: `redis-server --save ""`.',
    links: [
      {
        title: 'StatefulSets',
        url: 'https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/',
      },
      {
        title: 'Persistent Volumes',
        url: 'https://kubernetes.io/docs/concepts/storage/persistent-volumes/',
      },
    ],
  },
  check: {
    *container(container, scope) {
      const database = databaseOf(container);
      const fate = database && fateOf(database);
      if (database === undefined || fate === undefined || isThrowaway(database, scope)) return;
      if (fate.kept) {
        const misplaced = misplacedMount(database);
        if (misplaced !== undefined) yield inWrongPlace(database, misplaced, scope);
        return;
      }
      yield problemOf(database, fate, scope);
    },
  },
});

const SEVERITIES: Readonly<Record<Database['store']['kind'], Severity>> = {
  database: 'warning',
  queue: 'information',
  cache: 'hint',
};

/** Namespaces whose data is meant to go with them. */
const THROWAWAY = /(?:^|-)(?:ci|e2e|tests?|testing|preview|review|pr-?\d+|ephemeral)(?:-|$)/;

function isThrowaway({ container }: Database, scope: Scope): boolean {
  return scope
    .namespacesOf(container.workload.object)
    .every((namespace) => THROWAWAY.test(namespace));
}

/** A claim is there, and the data is written beside it. */
function inWrongPlace(
  { image, store, container }: Database,
  found: Misplaced,
  scope: Scope,
): Problem {
  const { mount, data, path, subPath, sure } = found;
  const at = mount.view.get('mountPath');
  const { object } = container.workload;
  const text = scope.file(object.path)?.text ?? '';
  const isPlain =
    !mount.view.has('subPath') && mount.view.node?.type === 'map' && !mount.view.node.flow;
  const under = subPath !== undefined && isPlain ? { subPath } : undefined;
  return {
    at,
    ...(!sure && { severity: 'information' as const }),
    message: `"${image}" keeps its data in "${data}", not in "${mount.path}", so nothing is written to this volume and the data of ${store.product} is lost when the pod is replaced. Mount it at "${path}".`,
    fixes: [
      {
        title: `Mount it at "${path}"`,
        edits: () => [
          {
            path: object.path,
            edits: [
              replaceValue(at, path),
              ...(under === undefined ? [] : [insertAfterEntry(text, at, under)]),
            ],
          },
        ],
      },
    ],
  };
}

function problemOf(
  database: Database,
  fate: Extract<Fate, { kept: false }>,
  scope: Scope,
): Problem {
  const { container, store, image } = database;
  const { object } = container.workload;
  const volume = fate.emptyDir?.volume;
  const source = sourceOf(volume);
  const text = scope.file(object.path)?.text ?? '';
  const loss = { database, emptyDir: fate.emptyDir, text };
  const where =
    source === undefined
      ? `"${image}" keeps its data inside the container`
      : `${store.product} keeps its data in this ${String(source.key)}`;
  return {
    at: source?.keyMark ?? container.view.get('image'),
    severity: inMemory(fate) ? 'hint' : SEVERITIES[store.kind],
    message: `${where}, so it is lost when the pod is replaced. ${advice(store.kind)}`,
    fixes: [...statefulSetFix(loss, scope), ...outsideFix(loss, scope)],
    ...(fate.emptyDir !== undefined && {
      related: [
        {
          path: object.path,
          at: fate.emptyDir.view.get('mountPath'),
          message: `${store.product} writes its data here.`,
        },
      ],
    }),
  };
}

/** Asking for memory is asking for nothing to be kept. */
function inMemory({ emptyDir }: Extract<Fate, { kept: false }>): boolean {
  return emptyDir?.volume?.get('emptyDir', 'medium').text === 'Memory';
}

function advice(kind: Database['store']['kind']): string {
  return kind === 'cache'
    ? 'Fine for a cache; data that matters belongs outside the cluster or on a claim.'
    : 'Keep it outside the cluster, or give it a StatefulSet with a claim.';
}
