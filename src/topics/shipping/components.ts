/** Which Compose service and which workload are the same component (S18.7, S19.4). */
import type { ComposeFile, ComposeService } from '../../core/compose/compose.ts';
import { parseImage } from '../../core/kubernetes/images.ts';
import type { KubernetesObject } from '../../core/kubernetes/manifest.ts';
import { workloadOf } from '../../core/kubernetes/manifest.ts';
import { WORKLOAD_KINDS } from '../../core/kubernetes/workload-kinds.ts';
import { isSameName, plainName } from '../../core/text/name-words.ts';
import type { Scope } from '../../core/workspace/scope.ts';

/** What the stack of a Compose file runs in the cluster. */
export interface ClusterSide {
  readonly workloads: readonly KubernetesObject[];
  /** Services, among them aliases for what runs elsewhere. */
  readonly services: readonly KubernetesObject[];
  /** Charts and templates are in the stack, so that what runs is not known from files. */
  readonly templated: boolean;
}

export function clusterSide(path: string, scope: Scope): ClusterSide {
  const whole = (kind: string): readonly KubernetesObject[] =>
    scope.objects(kind, path).filter((object) => scope.roleOf(object) === 'whole');
  const workloads = WORKLOAD_KINDS.flatMap(whole);
  const templates = WORKLOAD_KINDS.flatMap((kind) => scope.objects(kind, path)).filter(
    (object) => scope.roleOf(object) === 'template',
  );
  return { workloads, services: whole('Service'), templated: templates.length > workloads.length };
}

/** Whether an object stands for a service, by its name or by the image it runs. */
export function isSameComponent(service: ComposeService, object: KubernetesObject): boolean {
  if (object.name !== undefined && isSameName(service.name, object.name)) return true;
  const images = imageNames(object);
  if (images.length === 0) return false;
  const own = imageName(service.image.text);
  return images.some((image) => image === own || isSameName(service.name, image));
}

/** The last segments of the images that an object runs; read once, as every service asks. */
function imageNames(object: KubernetesObject): readonly string[] {
  const known = IMAGE_NAMES.get(object);
  if (known !== undefined) return known;
  const containers = object.podPlace === undefined ? [] : (workloadOf(object)?.containers ?? []);
  const names = containers.flatMap(({ view }) => imageName(view.get('image').text) ?? []);
  IMAGE_NAMES.set(object, names);
  return names;
}

const IMAGE_NAMES = new WeakMap<KubernetesObject, readonly string[]>();

function imageName(reference: string | undefined): string | undefined {
  return reference === undefined ? undefined : parseImage(reference)?.name;
}

/** The workload of a service; undefined where only a Service of that name is known, or nothing. */
export function workloadFor(
  service: ComposeService,
  side: ClusterSide,
): KubernetesObject | undefined {
  // The closest name first: several components may run one image, such as `alpine`.
  const named = (isAlike: (a: string, b: string) => boolean): KubernetesObject | undefined =>
    side.workloads.find(({ name }) => name !== undefined && isAlike(service.name, name));
  return (
    named((a, b) => plainName(a) === plainName(b)) ??
    named(isSameName) ??
    side.workloads.find((object) => isSameComponent(service, object))
  );
}

export function isInCluster(service: ComposeService, side: ClusterSide): boolean {
  return (
    workloadFor(service, side) !== undefined ||
    side.services.some(({ name }) => name !== undefined && isSameName(service.name, name))
  );
}

/** Two descriptions of one application: most services of the file are in the manifests as well. */
export function describesSameStack(compose: ComposeFile, side: ClusterSide): boolean {
  const found = compose.services.filter((service) => isInCluster(service, side));
  return found.length >= 2 && found.length * 2 > compose.services.length;
}
