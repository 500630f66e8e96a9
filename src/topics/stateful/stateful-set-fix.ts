/** Turns a workload whose data dies with its pod into one that keeps it (S5.3, S5.4). */
import type { Fix, TextEdit } from '../../core/lint/fix.ts';
import {
  appendToMap,
  appendToSequence,
  insertAfterEntry,
  insertBeforeEntry,
  insertDocument,
  removeEntry,
  removeItem,
  replaceEntry,
} from '../../core/lint/fix.ts';
import { replaceValue } from '../../core/yaml/rewrite.ts';
import type { KubernetesObject } from '../../core/kubernetes/manifest.ts';
import { matches } from '../../core/kubernetes/labels.ts';
import type { Scope } from '../../core/workspace/scope.ts';
import type { YamlFields } from '../../core/yaml/write.ts';
import type { View } from '../../core/yaml/view.ts';
import { claimSpec } from './claims.ts';
import { dataMount } from './data-place.ts';
import type { Database } from './databases.ts';
import { headlessService } from './headless-service.ts';
import type { Mount } from './volumes.ts';

/** A database with the emptyDir at its data path, if there is one, and its file. */
export interface Loss {
  readonly database: Database;
  readonly emptyDir: Mount | undefined;
  readonly text: string;
}

/** Fields of a Deployment that a StatefulSet does not know. */
const DEPLOYMENT_ONLY = ['strategy', 'progressDeadlineSeconds', 'paused'];

/** Offered only where it can be finished: one pod, known image, plain block style. */
export function statefulSetFix(loss: Loss, scope: Scope): readonly Fix[] {
  const { object } = loss.database.container.workload;
  const title = `Keep the data: StatefulSet with a claim${object.kind === 'Deployment' ? ' and a headless Service' : ''}`;
  const edits = object.kind === 'Deployment' ? ofDeployment(loss, scope) : storageEdits(loss);
  const known = object.kind === 'Deployment' || object.kind === 'StatefulSet';
  if (!known) return [];
  return edits === undefined ? [] : [{ title, edits: () => [{ path: object.path, edits }] }];
}

function ofDeployment(loss: Loss, scope: Scope): readonly TextEdit[] | undefined {
  const { database, text } = loss;
  const { object } = database.container.workload;
  const spec = object.view.get('spec');
  const storage = storageEdits(loss);
  const single = (object.workload?.replicas ?? 1) <= 1;
  if (object.apiVersion !== 'apps/v1' || !single || storage === undefined) return undefined;
  if (object.name === undefined || isPatched(object, scope)) return undefined;
  const services = servicesFor(object, scope);
  const headless = services.find(({ service }) => service?.headless === true);
  const name = headless?.name ?? (services.length > 0 ? `${object.name}-headless` : object.name);
  const service = headlessService(object, name, [{ port: database.store.port }]);
  const [first] = spec.entries;
  if (service === undefined || first === undefined) return undefined;
  return [
    replaceValue(object.view.get('kind'), 'StatefulSet'),
    insertBeforeEntry(text, first, { serviceName: name }),
    ...DEPLOYMENT_ONLY.filter((key) => spec.has(key)).map((key) =>
      removeEntry(text, spec.get(key)),
    ),
    ...storage,
    ...(headless === undefined ? [insertDocument(text, object.document, service)] : []),
  ];
}

function isPatched(object: KubernetesObject, scope: Scope): boolean {
  return scope
    .definitionsAnywhere(object.kind, object.name ?? '', object.path)
    .some(({ object: other }) => other !== undefined && scope.roleOf(other) === 'patch');
}

/** The Services of the same namespace that lead to the pods of a workload. */
export function servicesFor(object: KubernetesObject, scope: Scope): readonly KubernetesObject[] {
  const labels = object.workload?.podLabels ?? {};
  return [
    ...new Set(
      scope.namespacesOf(object).flatMap((namespace) => scope.services(namespace, object.path)),
    ),
  ].filter(
    ({ service }) =>
      service?.selector !== undefined && matches({ matchLabels: service.selector }, labels),
  );
}

/** The claim template and the mount; an emptyDir at the data path gives way to the claim. */
function storageEdits({ database, emptyDir, text }: Loss): readonly TextEdit[] | undefined {
  const { container, image } = database;
  const { object, pod } = container.workload;
  const template = object.view.get('spec', 'template');
  const mount = dataMount(image);
  const flow = [object.view.get('spec'), pod, container.view].some(
    ({ node }) => node?.type !== 'map' || node.flow,
  );
  if (flow || !template.exists || object.path.endsWith('.json')) return undefined;
  if (emptyDir === undefined && mount === undefined) return undefined;
  const name = emptyDir?.view.get('name').text ?? freeName(pod);
  const inPod =
    emptyDir === undefined
      ? addMount(text, container.view, {
          name,
          mountPath: mount?.path ?? '',
          subPath: mount?.subPath,
        })
      : removeVolume(text, pod, emptyDir);
  const claims = object.view.get('spec', 'volumeClaimTemplates');
  const wanted = { metadata: { name }, spec: claimSpec() };
  const claim = claims.exists
    ? appendToSequence(text, claims, wanted)
    : insertAfterEntry(text, template, { volumeClaimTemplates: [wanted] });
  return inPod === undefined || claim === undefined ? undefined : [inPod, claim];
}

function freeName(pod: View): string {
  const taken = pod.get('volumes').items.map((volume) => volume.get('name').text);
  return taken.includes('data') ? 'database' : 'data';
}

function addMount(text: string, container: View, mount: YamlFields): TextEdit | undefined {
  const mounts = container.get('volumeMounts');
  return mounts.items.length > 0
    ? appendToSequence(text, mounts, mount)
    : appendToMap(text, container, { volumeMounts: [mount] });
}

function removeVolume(text: string, pod: View, { volume }: Mount): TextEdit | undefined {
  if (volume === undefined) return undefined;
  const volumes = pod.get('volumes');
  return volumes.items.length === 1 ? removeEntry(text, volumes) : removeItem(text, volume);
}

/**
 * Puts a managed database in the place of a workload: its Service becomes an alias for the host,
 * and the workload goes (S4.1, S4.3).
 */
export function outsideFix({ database, text }: Loss, scope: Scope): readonly Fix[] {
  const { store, container } = database;
  const { object } = container.workload;
  const [service, ...others] = servicesFor(object, scope);
  if (service === undefined || others.length > 0 || store.exampleHost === undefined) return [];
  const spec = service.view.get('spec');
  const plain = [service.view, spec].every(({ node }) => node?.type === 'map' && !node.flow);
  const sameFile = service.path === object.path && service.document !== object.document;
  const alone = object.view.path.length === 0 && service.view.path.length === 0;
  if (!plain || !sameFile || !alone || isPatched(service, scope)) return [];
  const { start } = object.document;
  const alias = { type: 'ExternalName', externalName: store.exampleHost };
  const edits: readonly TextEdit[] = [
    { span: { start, end: endOfDocument(text, object) }, text: '' },
    ...['type', 'clusterIP', 'ports']
      .filter((key) => spec.has(key))
      .map((key) => removeEntry(text, spec.get(key))),
    replaceEntry(text, spec.get('selector'), alias),
  ];
  const title = `Use a managed ${store.product} outside the cluster (ExternalName)`;
  return [{ title, edits: () => [{ path: object.path, edits }] }];
}

/** With the line that parts the first document of a file from the next. */
function endOfDocument(text: string, { document }: KubernetesObject): number {
  const end = document.start + document.text.length;
  const mark = document.start === 0 ? /^---[ \t]*\r?\n/.exec(text.slice(end)) : null;
  return end + (mark?.[0].length ?? 0);
}
