import { readCompose } from '../../../core/compose/compose.ts';
import type { ComposeFile, ComposeService } from '../../../core/compose/compose.ts';
import type { Fix } from '../../../core/lint/fix.ts';
import { appendToMap } from '../../../core/lint/fix.ts';
import type { Container, KubernetesObject } from '../../../core/kubernetes/manifest.ts';
import { workloadOf } from '../../../core/kubernetes/manifest.ts';
import { newManifest } from '../../../core/lint/new-file.ts';
import { perScope } from '../../../core/workspace/per-scope.ts';
import { inline } from '../../../core/yaml/write.ts';
import { defineRule } from '../../../core/lint/rule.ts';
import type { Problem } from '../../../core/lint/rule.ts';
import type { Scope } from '../../../core/workspace/scope.ts';
import type { SourceFile } from '../../../core/files/source.ts';
import { containerPorts, isLocalOnly, isMainFile } from '../compose-services.ts';
import {
  clusterSide,
  describesSameStack,
  isInCluster,
  isSameComponent,
  workloadFor,
} from '../components.ts';
import type { ClusterSide } from '../components.ts';
import { composeService, manifestsFor, sharedRegistry } from '../missing-half.ts';

export const composeDrift = defineRule({
  id: 'compose-drift',
  severity: 'information',
  summary: 'A component is in Compose and not in the manifests, or the other way round.',
  deck: ['S18.7', 'S19.4', 'S25.5'],
  docs: {
    why: 'Compose describes the stack on a developer machine, the manifests describe it in the cluster. Each component that only one of them knows, and each port that differs, is a difference between development and production that shows up late.',
    fix: 'Add the missing half, or give the Compose service a profile to say that it is for development alone.',
    links: [
      {
        title: 'Compose profiles',
        url: 'https://docs.docker.com/compose/how-tos/profiles/',
      },
    ],
  },
  check: {
    *composeService(service, scope) {
      if (!isMainFile(service) || isLocalOnly(service)) return;
      const side = otherHalf(service.file, scope);
      if (side === undefined) return;
      const workload = workloadFor(service, side);
      if (workload !== undefined) yield* inPorts(service, workload);
      else if (!isInCluster(service, side)) {
        yield {
          at: service.view.keyMark,
          message: `"${service.name}" is in Compose and in no manifest of this stack, so development and production differ by one component. Add its manifest, or give it a profile.`,
          fixes: [...addManifest(service, side.workloads, scope), ...markLocal(service)],
        };
      }
    },
    *composeFile(compose, scope) {
      if (!isMainFile(compose)) return;
      const side = otherHalf(compose.file, scope);
      if (side === undefined) return;
      const missing = ownWorkloads(compose, side, scope).filter(
        (object) => !compose.services.some((service) => isSameComponent(service, object)),
      );
      for (const object of missing) yield notInCompose(object, compose);
    },
  },
});

/** What the manifests run, where they describe the same application as a Compose file. */
function otherHalf(file: SourceFile, scope: Scope): ClusterSide | undefined {
  const halves = otherHalves(scope);
  const known = halves.get(file.path);
  if (known !== undefined || halves.has(file.path)) return known;
  const compose = readCompose(file);
  const side = clusterSide(file.path, scope);
  const isSame = compose !== undefined && !side.templated && describesSameStack(compose, side);
  halves.set(file.path, isSame ? side : undefined);
  return isSame ? side : undefined;
}

/** By the path of the Compose file: all its services ask the same. */
const otherHalves = perScope(() => new Map<string, ClusterSide | undefined>());

/** Only where both sides name ports, and not one of them is the same. */
function* inPorts(service: ComposeService, workload: KubernetesObject): Iterable<Problem> {
  const here = containerPorts(service);
  const there = (workload.workload?.ports ?? []).flatMap(({ port }) => port ?? []);
  const [port] = here;
  if (port === undefined || there.length === 0 || here.some((one) => there.includes(one))) return;
  const ports = service.view.get('ports');
  const at = workload.view.get('metadata', 'name');
  yield {
    at: (ports.exists ? ports : service.view.get('expose')).keyMark,
    severity: 'hint',
    message: `"${service.name}" listens on ${String(port)} here and on ${there.join(', ')} in ${workload.title}. Use the same port in both.`,
    related: [{ path: workload.path, at, message: 'The same component in the cluster.' }],
  };
}

function addManifest(
  service: ComposeService,
  workloads: readonly KubernetesObject[],
  scope: Scope,
): readonly Fix[] {
  const services = readCompose(service.file)?.services ?? [];
  const neighbour = workloads.find((object) =>
    services.some((other) => isSameComponent(other, object)),
  );
  if (neighbour === undefined) return [];
  const documents = manifestsFor(service, neighbour, workloads);
  if (documents.length === 0) return [];
  const edits = () => newManifest(scope, neighbour.path, { name: service.name, documents });
  // The version of an image is nowhere in Compose.
  return [{ title: `Write a Deployment for "${service.name}"`, edits, placeholder: '1.0.0' }];
}

function markLocal({ view, file }: ComposeService): readonly Fix[] {
  const edit = appendToMap(file.text, view, { profiles: inline(['dev']) });
  if (edit === undefined) return [];
  const title = 'Mark as development only (profile "dev")';
  return [{ title, edits: () => [{ path: file.path, edits: [edit] }] }];
}

/**
 * Components of our own: in a namespace of those that are built here, with an image from where
 * theirs come from.
 */
function ownWorkloads(
  compose: ComposeFile,
  side: ClusterSide,
  scope: Scope,
): readonly KubernetesObject[] {
  const built = compose.services.filter(({ build }) => build !== undefined);
  const known = side.workloads.filter((object) =>
    built.some((service) => isSameComponent(service, object)),
  );
  const registry = sharedRegistry(known);
  if (registry === undefined) return [];
  const namespaces = new Set(known.flatMap((object) => scope.namespacesOf(object)));
  return side.workloads.filter(
    (object) =>
      (object.kind === 'Deployment' || object.kind === 'StatefulSet') &&
      imageOf(object).startsWith(`${registry}/`) &&
      scope.namespacesOf(object).some((namespace) => namespaces.has(namespace)),
  );
}

function mainContainer(object: KubernetesObject): Container | undefined {
  return workloadOf(object)?.containers.find(({ role }) => role === 'main');
}

function imageOf(object: KubernetesObject): string {
  return mainContainer(object)?.view.get('image').text ?? '';
}

function notInCompose(object: KubernetesObject, compose: ComposeFile): Problem {
  const services = compose.view.get('services');
  const name = object.name ?? 'component';
  const { path, text } = compose.file;
  const container = mainContainer(object);
  const entry = container && appendToMap(text, services, { [name]: composeService(container) });
  const fix = entry && {
    title: `Add "${name}" to Compose`,
    edits: () => [{ path, edits: [entry] }],
  };
  return {
    at: services.keyMark,
    message: `"${name}" is in the manifests and not here, so nobody runs it during development. Add it as a service.`,
    fixes: fix === undefined ? [] : [fix],
    related: [
      {
        path: object.path,
        at: object.view.get('metadata', 'name'),
        message: 'The component in the cluster.',
      },
    ],
  };
}
