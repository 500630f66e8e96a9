import type { ComposeService } from '../../core/compose/compose.ts';
import type { HoverLine, HoverPart, HoverSource } from '../../core/hover/hover.ts';
import { parseImage, retiredRegistry } from '../../core/kubernetes/images.ts';
import type { ImageReference } from '../../core/kubernetes/images.ts';
import type { KubernetesObject } from '../../core/kubernetes/manifest.ts';
import { workloadOf } from '../../core/kubernetes/manifest.ts';
import type { Scope } from '../../core/workspace/scope.ts';
import { clusterSide, isSameComponent, workloadFor } from './components.ts';

/** On the image of a container. */
const imageHover: HoverSource = (target, scope) => {
  if (target.in !== 'object' || target.path.at(-1) !== 'image') return undefined;
  const { object, view } = target;
  const isImage = workloadOf(object)?.containers.some(
    (container) => container.view.get('image').mark.start === view.mark.start,
  );
  const image = parseImage(view.text ?? '');
  if (isImage !== true || image === undefined) return undefined;
  const services = builtFrom(object, image, scope);
  const lines = services.map(({ service, file }) => ({
    text: `built as "${service.name}" from ${service.build?.dockerfile ?? 'Compose'}`,
    path: file,
    at: service.view.keyMark,
  }));
  return { parts: [...imageParts(view.text ?? '', image), ...here(lines), { slide: 'S17' }] };
};

function imageParts(reference: string, image: ImageReference): readonly HoverPart[] {
  const retired = retiredRegistry(reference);
  const moves = image.digest === undefined && (image.tag ?? 'latest') === 'latest';
  const version =
    image.digest !== undefined
      ? 'The digest names exactly one image. It is pulled where the node does not have it (`imagePullPolicy: IfNotPresent`).'
      : moves
        ? 'Without a version it is "latest", which changes: two nodes can run different code. It is pulled at every start (`imagePullPolicy: Always`).'
        : `The tag is a promise of whoever pushes: it stays the same image only as long as nobody pushes it again. It is pulled where the node does not have it (\`imagePullPolicy: IfNotPresent\`).`;
  const registry = image.registry ?? 'docker.io (Docker Hub)';
  return [
    { text: `Registry: ${registry}` },
    { markdown: version },
    ...(retired === undefined
      ? []
      : [
          {
            markdown: 'This registry is frozen since April 2023: `registry.k8s.io` has the images.',
          },
        ]),
  ];
}

function here(lines: readonly HoverLine[]): readonly HoverPart[] {
  return lines.length === 0 ? [] : [{ markdown: 'In this workspace:' }, { list: lines }];
}

/** Compose services that build the image of a container, or the component of that name. */
function builtFrom(
  object: KubernetesObject,
  image: ImageReference,
  scope: Scope,
): readonly { readonly service: ComposeService; readonly file: string }[] {
  return scope.composeFiles
    .filter(({ file }) => scope.related(file.path, object.path))
    .flatMap(({ services, file }) =>
      services
        .filter(
          (service) =>
            service.build !== undefined &&
            (parseImage(service.image.text ?? '')?.name === image.name ||
              service.name === image.name),
        )
        .map((service) => ({ service, file: file.path })),
    );
}

const PORTS =
  'Ports of your machine that lead into the container. In the cluster a Service does this for other pods, and an Ingress for visitors.';

const BUILT_IMAGE =
  'The name that the built image gets. Give it the name under which it is pushed, and the cluster can run the very same image.';

const FINISHED_IMAGE =
  'A finished image. Give it a tag that stays the same, and use the same one in the manifests; else dev and prod run different things.';

/** On a service of Compose, its image and its ports: what stands for them in the cluster. */
const composeHover: HoverSource = (target, scope) => {
  if (target.in !== 'compose' || target.path[0] !== 'services') return undefined;
  const { on, path } = target;
  const service = target.compose.services.find(({ name }) => name === path[1]);
  if (service === undefined) return undefined;
  if (path.length === 2 && on === 'key') return serviceHover(service, scope);
  if (path.length !== 3) return undefined;
  if (path[2] === 'ports' && on === 'key')
    return { parts: [{ markdown: PORTS }, { slide: 'S18' }] };
  if (path[2] !== 'image') return undefined;
  const isBuilt = service.build !== undefined;
  return { parts: [{ markdown: isBuilt ? BUILT_IMAGE : FINISHED_IMAGE }, { slide: 'S17' }] };
};

const REACHED_BY_NAME =
  'The others reach it under this name, as they will in a cluster if its Service is called the same.';

function serviceHover(service: ComposeService, scope: Scope): ReturnType<HoverSource> {
  const side = clusterSide(service.file.path, scope);
  const workload = workloadFor(service, side);
  const same = [
    ...side.workloads.filter((object) => isSameComponent(service, object)),
    ...side.services.filter(({ name }) => name === service.name),
  ];
  const lines = [...new Set(workload === undefined ? same : [workload, ...same])].map((object) => ({
    text: `${object.title} in ${scope.namespacesOf(object).join(', ')}`,
    path: object.path,
    at: object.view.get('metadata', 'name'),
  }));
  const about =
    service.build === undefined ? '**A component.**' : '**A component that you build.**';
  const parts: readonly HoverPart[] =
    lines.length === 0
      ? [{ markdown: 'No manifest of this workspace runs it in a cluster.' }]
      : [{ markdown: 'In the cluster:' }, { list: lines }];
  return { parts: [{ markdown: `${about} ${REACHED_BY_NAME}` }, ...parts, { slide: 'S18' }] };
}

/** On the image of FROM: what it is made of. */
const fromHover: HoverSource = (target, scope) => {
  if (target.in !== 'dockerfile' || target.instruction.keyword !== 'FROM') return undefined;
  if (target.onKeyword) return undefined;
  const users = scope.composeFiles.flatMap(({ services, file }) =>
    services
      .filter(({ build }) => build?.dockerfile === target.file.path)
      .map((service) => ({
        text: `"${service.name}" in Compose is built from this file`,
        path: file.path,
        at: service.view.keyMark,
      })),
  );
  return {
    parts: [
      {
        markdown:
          'The image to build on. A tag pins its version; only a digest makes the next build start from exactly the same image. The last `FROM` begins what is shipped, unless a build names another stage as its target.',
      },
      ...here(users),
      { slide: 'S17' },
    ],
  };
};

export const hovers: readonly HoverSource[] = [imageHover, composeHover, fromHover];
