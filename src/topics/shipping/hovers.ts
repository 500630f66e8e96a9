import type { ComposeService } from '../../core/compose.ts';
import type { HoverLine, HoverPart, HoverSource, HoverTarget } from '../../core/hover.ts';
import { parseImage, retiredRegistry } from '../../core/images.ts';
import type { ImageReference } from '../../core/images.ts';
import type { KubernetesObject } from '../../core/manifest.ts';
import { workloadOf } from '../../core/manifest.ts';
import type { Scope } from '../../core/scope.ts';
import { clusterSide, isSameComponent, workloadFor } from './components.ts';

type ComposeTarget = Extract<HoverTarget, { in: 'compose' }>;

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
      ? 'The digest names exactly one image.'
      : moves
        ? 'Without a version it is "latest", which moves: two nodes can run different code.'
        : `The tag is a promise of whoever pushes: it stays the same image only as long as nobody pushes it again.`;
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

const COMPOSE_FIELDS: Readonly<Record<string, string>> = {
  image:
    'The image that this service runs. With `build` beside it, the name that the built image gets: give it the name under which it is pushed, and the cluster can run the very same image.',
  build:
    'Compose builds the image of this service from the Dockerfile in this folder. The cluster builds nothing: it wants the image in a registry.',
  depends_on:
    'Compose starts these services first. A cluster starts everything at once, so programs have to try again until what they need is there.',
  profiles:
    'Starts only when its profile is asked for: a good place for tools that never go to the cluster.',
  ports:
    'Ports of your machine that lead into the container. In the cluster a Service does this for other pods, and an Ingress for visitors.',
  volumes:
    'Named volumes become claims in the cluster. Folders of your machine do not travel: put code into the image.',
  environment: 'In the cluster these come from a ConfigMap, and the secret ones from a Secret.',
  healthcheck: 'The cluster does not read this: probes of the container take its place.',
};

/** On a service of Compose and its fields: what becomes of it in the cluster. */
const composeHover: HoverSource = (target, scope) => {
  if (target.in !== 'compose' || target.path[0] !== 'services') return undefined;
  const [, name, field] = target.path;
  const service = target.compose.services.find((candidate) => candidate.name === name);
  if (service === undefined) return undefined;
  if (target.path.length === 2 && target.on === 'key') return serviceHover(service, scope);
  const known = typeof field === 'string' ? COMPOSE_FIELDS[field] : undefined;
  const onField = target.path.length === 3 && (target.on === 'key' || field === 'build');
  if (known === undefined || (!onField && !isImage(target))) return undefined;
  const build = field === 'build' ? buildLines(service, scope) : [];
  return { parts: [{ markdown: known }, ...here(build), { slide: 'S18' }] };
};

function isImage(target: ComposeTarget): boolean {
  return target.path.length === 3 && target.path[2] === 'image';
}

function buildLines({ build }: ComposeService, scope: Scope): readonly HoverLine[] {
  if (build?.dockerfile === undefined) return [];
  return scope.hasFile(build.dockerfile)
    ? [{ text: build.dockerfile, path: build.dockerfile }]
    : [{ text: `${build.dockerfile} is missing` }];
}

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
  const parts: readonly HoverPart[] =
    lines.length === 0
      ? [{ markdown: 'No manifest of this workspace runs this component in a cluster.' }]
      : [{ markdown: 'The same component in the cluster:' }, { list: lines }];
  return { parts: [...parts, { slide: 'S18' }] };
}

/** On FROM: what the image is made of. */
const fromHover: HoverSource = (target, scope) => {
  if (target.in !== 'dockerfile' || target.instruction.keyword !== 'FROM') return undefined;
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
          'The image to build on. Name its version: without one, the next build may start from something else. The last `FROM` begins what is shipped; earlier stages stay behind.',
      },
      ...here(users),
      { slide: 'S17' },
    ],
  };
};

export const hovers: readonly HoverSource[] = [imageHover, composeHover, fromHover];
