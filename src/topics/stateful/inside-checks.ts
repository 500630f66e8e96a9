/** Evidence for slide S5: what it takes to run stateful services in the cluster. */
import type { KubernetesObject } from '../../core/kubernetes/manifest.ts';
import type { Scope } from '../../core/workspace/scope.ts';
import type { Answer, Check, Evidence } from '../../core/guide/topic.ts';
import { doesNotApply, needsCluster } from '../../core/guide/evidence.ts';
import { hiddenObjects } from '../../core/guide/objects.ts';
import {
  nameOf,
  operatedDatabases,
  releasedDatabases,
  runningDatabases,
  statefulPrograms,
  wholeObjects,
} from './running-databases.ts';

export const insideChecks: readonly Check[] = [
  { item: 'S5.2', answer: storageProvider },
  { item: 'S5.3', answer: claims },
  { item: 'S5.4', answer: statefulSets },
  { item: 'S5.6', answer: operationalCost },
];

function evidenceOf(object: KubernetesObject, scope: Scope, text: string): Evidence {
  const at = object.view.get('metadata', 'name');
  return { text, path: object.path, at, object: nameOf(object, scope) };
}

function storageProvider(scope: Scope): Answer {
  const classes = wholeObjects('StorageClass', scope);
  const evidence = classes.map((object) =>
    evidenceOf(
      object,
      scope,
      `Storage class "${object.name ?? '?'}" uses ${object.view.get('provisioner').text ?? 'no driver'}.`,
    ),
  );
  const old = classes.find((object) =>
    /^kubernetes\.io\/(?!no-provisioner)/.test(object.view.get('provisioner').text ?? ''),
  );
  if (old !== undefined) {
    const next = `Let the storage class "${old.name ?? '?'}" use a CSI driver.`;
    return { state: 'partly', evidence, next };
  }
  if (classes.length > 0) return { state: 'done', evidence };
  if (hasClaims(scope)) {
    return needsCluster(
      'The claims use a storage class that no file defines; only the cluster knows what is behind it.',
    );
  }
  return hidden(scope) ?? doesNotApply('No storage is asked for in these files.');
}

function templatesOf(object: KubernetesObject): number {
  return object.view.get('spec', 'volumeClaimTemplates').items.length;
}

function hasClaims(scope: Scope): boolean {
  return (
    wholeObjects('PersistentVolumeClaim', scope).length > 0 ||
    wholeObjects('StatefulSet', scope).some((object) => templatesOf(object) > 0)
  );
}

function claims(scope: Scope): Answer {
  const found = [
    ...wholeObjects('PersistentVolumeClaim', scope).map((object) =>
      evidenceOf(
        object,
        scope,
        `${object.name === undefined ? 'A claim' : `Claim "${object.name}"`} asks for ${object.view.get('spec', 'resources', 'requests', 'storage').text ?? 'storage'}.`,
      ),
    ),
    ...wholeObjects('StatefulSet', scope)
      .filter((object) => templatesOf(object) > 0)
      .map((object) =>
        evidenceOf(object, scope, `Each pod of "${object.name ?? '?'}" gets a claim of its own.`),
      ),
  ];
  const lost = runningDatabases(scope)
    .filter(({ object, fate }) => fate?.kept === false && templatesOf(object) === 0)
    .map(({ object, database }) => ({
      object,
      evidence: evidenceOf(
        object,
        scope,
        `${database.store.product} in "${object.name ?? '?'}" loses its data with its pod.`,
      ),
    }));
  if (found.length === 0 && lost.length === 0) {
    return hidden(scope) ?? doesNotApply('Nothing in these files keeps data in the cluster.');
  }
  const evidence = [...lost.map((one) => one.evidence), ...found];
  const [first] = lost;
  if (first === undefined) return { state: 'done', evidence };
  const state = found.length > 0 ? 'partly' : 'open';
  return { state, evidence, next: `Give "${first.object.name ?? '?'}" a claim for its data.` };
}

function statefulSets(scope: Scope): Answer {
  const running = runningDatabases(scope);
  const operated = operatedDatabases(scope).map(({ object, product }) =>
    evidenceOf(object, scope, `An operator looks after ${product} in "${object.name ?? '?'}".`),
  );
  const evidence = [
    ...running.map(({ object, database }) =>
      evidenceOf(
        object,
        scope,
        `${database.store.product} runs in a ${object.kind}, "${object.name ?? '?'}".`,
      ),
    ),
    ...operated,
    ...statefulPrograms(scope).map((object) =>
      evidenceOf(object, scope, `StatefulSet "${object.name ?? '?'}" keeps its data on claims.`),
    ),
    ...releasedDatabases(scope),
  ];
  if (evidence.length === 0) return noDatabase(scope);
  const others = running.filter(({ object }) => object.kind !== 'StatefulSet');
  const [first] = others;
  if (first === undefined) return { state: 'done', evidence };
  const state = others.length === evidence.length ? 'open' : 'partly';
  const next = `Run "${first.object.name ?? '?'}" as a StatefulSet, or outside the cluster.`;
  return { state, evidence, next };
}

/** Kinds that exist to save or restore data. */
const BACKUP_KINDS = [
  'VolumeSnapshot',
  'Schedule',
  'Backup',
  'ScheduledBackup',
  'BackupConfiguration',
  'ReplicationSource',
];
function hidden(scope: Scope): Answer | undefined {
  return hiddenObjects('Claims', ['PersistentVolumeClaim', 'StatefulSet'], scope);
}

function noDatabase(scope: Scope): Answer {
  return (
    hiddenObjects('Databases', ['StatefulSet'], scope) ??
    doesNotApply('No database or queue runs in the cluster, as far as these files tell.')
  );
}

const BACKUP = /backup|dump|snapshot|restic|velero|borg/i;

function backups(scope: Scope): readonly Evidence[] {
  const jobs = wholeObjects('CronJob', scope).filter(
    (object) => BACKUP.test(object.name ?? '') || BACKUP.test(object.document.text),
  );
  const kinds = BACKUP_KINDS.flatMap((kind) => wholeObjects(kind, scope));
  return [...jobs, ...kinds].map((object) =>
    evidenceOf(object, scope, `${object.kind} "${object.name ?? '?'}" looks like a backup.`),
  );
}

function operationalCost(scope: Scope): Answer {
  const count =
    runningDatabases(scope).length +
    operatedDatabases(scope).length +
    statefulPrograms(scope).length +
    releasedDatabases(scope).length;
  if (count === 0) return noDatabase(scope);
  const found = backups(scope);
  if (found.length > 0) {
    const next = 'Restore a backup once, and write down how long it took.';
    return { state: 'partly', evidence: found, next };
  }
  const text = `No backup is in these files for the ${count === 1 ? 'datastore' : `${String(count)} datastores`} in the cluster.`;
  return {
    state: 'open',
    evidence: [{ text }],
    next: 'Plan the backups, the upgrades and who is called at night.',
  };
}
