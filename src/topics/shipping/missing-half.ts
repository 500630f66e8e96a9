/** Writes the half of a component that is missing: its manifest, or its entry in Compose. */
import type { ComposeService } from '../../core/compose/compose.ts';
import { yamlString } from '../../core/lint/fix.ts';
import { parseImage } from '../../core/kubernetes/images.ts';
import type { Container, KubernetesObject } from '../../core/kubernetes/manifest.ts';
import { workloadOf } from '../../core/kubernetes/manifest.ts';
import { isSensitiveName, secretIn } from '../../core/kubernetes/sensitive.ts';
import { containerPorts } from './compose-services.ts';

/** Registry and folder that the images of workloads have in common; undefined where they differ. */
export function sharedRegistry(workloads: readonly KubernetesObject[]): string | undefined {
  const prefixes = new Set(
    workloads.flatMap((object) =>
      (workloadOf(object)?.containers ?? []).flatMap(({ view }) =>
        imagePrefix(view.get('image').text ?? ''),
      ),
    ),
  );
  const [prefix, ...others] = prefixes;
  return others.length === 0 ? prefix : undefined;
}

/** Official images of Docker Hub have no prefix, and say nothing about whose they are. */
function imagePrefix(reference: string): readonly string[] {
  const image = parseImage(reference);
  if (image === undefined) return [];
  const folder = image.repository.split('/').slice(0, -1).join('/');
  const prefix = [image.registry, folder].filter((part) => part !== undefined && part !== '');
  return prefix.length === 0 ? [] : [prefix.join('/')];
}

/**
 * A Deployment, and a Service where the component listens, for a Compose service; undefined where
 * no image can be named.
 */
export function manifestFor(
  service: ComposeService,
  neighbour: KubernetesObject,
  workloads: readonly KubernetesObject[],
): string | undefined {
  const image = imageFor(service, workloads);
  if (image === undefined || !/^[a-z][-a-z\d]*$/.test(service.name)) return undefined;
  const { name } = service;
  const ports = containerPorts(service);
  const namespace =
    neighbour.ownNamespace === undefined ? [] : [`  namespace: ${neighbour.ownNamespace}`];
  const deployment = [
    'apiVersion: apps/v1',
    'kind: Deployment',
    'metadata:',
    `  name: ${name}`,
    ...namespace,
    'spec:',
    '  selector:',
    '    matchLabels:',
    `      app: ${name}`,
    '  template:',
    '    metadata:',
    '      labels:',
    `        app: ${name}`,
    '    spec:',
    '      containers:',
    `        - name: ${name}`,
    `          image: ${image}`,
    ...list(
      '          ports:',
      ports.map((port) => `            - containerPort: ${String(port)}`),
    ),
    ...list('          env:', environment(service)),
  ];
  return [...deployment, ...serviceLines(name, namespace, ports)].join('\n');
}

function list(key: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [key, ...lines];
}

/** Values that are secret, or come from the shell, have to be given in the cluster. */
function environment({ environment: variables }: ComposeService): readonly string[] {
  return variables.flatMap(({ name, value }) => {
    const plain =
      value !== undefined &&
      !value.includes('$') &&
      !isSensitiveName(name) &&
      secretIn(name, value) === undefined;
    return plain
      ? [`            - name: ${name}`, `              value: ${yamlString(value)}`]
      : [`            # ${name}: take it from a ConfigMap or a Secret`];
  });
}

function serviceLines(
  name: string,
  namespace: readonly string[],
  ports: readonly number[],
): readonly string[] {
  if (ports.length === 0) return [];
  const several = ports.length > 1;
  return [
    '---',
    'apiVersion: v1',
    'kind: Service',
    'metadata:',
    `  name: ${name}`,
    ...namespace,
    'spec:',
    '  selector:',
    `    app: ${name}`,
    '  ports:',
    ...ports.flatMap((port) =>
      several
        ? [`    - name: port-${String(port)}`, `      port: ${String(port)}`]
        : [`    - port: ${String(port)}`],
    ),
  ];
}

function imageFor(
  service: ComposeService,
  workloads: readonly KubernetesObject[],
): string | undefined {
  const own = service.image.text;
  const image = own === undefined ? undefined : parseImage(own);
  if (image !== undefined && service.build === undefined) return own;
  const registry = sharedRegistry(workloads.filter(isOwnImage));
  return registry === undefined ? undefined : `${registry}/${service.name}:1.0.0`;
}

function isOwnImage(object: KubernetesObject): boolean {
  const [container] = workloadOf(object)?.containers ?? [];
  return imagePrefix(container?.view.get('image').text ?? '').length > 0;
}

/** An entry below `services` for a container of the cluster. */
export function composeEntry(name: string, { view }: Container): string {
  const ports = view.get('ports').items.flatMap((port) => port.get('containerPort').text ?? []);
  const variables = view.get('env').items.flatMap((item) => {
    const key = item.get('name').text;
    const value = item.get('value').text;
    if (key === undefined) return [];
    const known = value !== undefined && !value.includes('$') && secretIn(key, value) === undefined;
    return [`    ${key}: ${known ? yamlString(value) : `\${${key}}`}`];
  });
  return [
    `${name}:`,
    `  image: ${view.get('image').text ?? ''}`,
    ...list(
      '  expose:',
      ports.map((port) => `    - "${port}"`),
    ),
    ...list('  environment:', variables),
  ].join('\n');
}
