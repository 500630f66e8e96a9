/** Writes the half of a component that is missing: its manifest, or its entry in Compose. */
import type { ComposeService } from '../../core/compose/compose.ts';
import { newObject } from '../../core/kubernetes/new-object.ts';
import { commented, verbatim } from '../../core/yaml/write.ts';
import type { YamlFields, YamlValue } from '../../core/yaml/write.ts';
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
 * A Deployment, and a Service where the component listens, for a Compose service; none where no
 * image can be named.
 */
export function manifestsFor(
  service: ComposeService,
  neighbour: KubernetesObject,
  workloads: readonly KubernetesObject[],
): readonly YamlFields[] {
  const image = imageFor(service, workloads);
  if (image === undefined || !/^[a-z][-a-z\d]*$/.test(service.name)) return [];
  const { name } = service;
  const place = { name, namespace: neighbour.ownNamespace };
  const ports = containerPorts(service);
  const container = {
    ...{ name, image },
    ports: someOf(ports.map((containerPort) => ({ containerPort }))),
    ...environment(service),
  };
  const labels = { app: name };
  const deployment = newObject(
    { apiVersion: 'apps/v1', kind: 'Deployment', ...place },
    {
      spec: {
        selector: { matchLabels: labels },
        template: { metadata: { labels }, spec: { containers: [container] } },
      },
    },
  );
  const several = ports.length > 1;
  const listed = ports.map((port) => (several ? { name: `port-${String(port)}`, port } : { port }));
  const spec = { selector: labels, ports: listed };
  const head = { apiVersion: 'v1', kind: 'Service', ...place };
  return ports.length === 0 ? [deployment] : [deployment, newObject(head, { spec })];
}

const someOf = <Item>(items: readonly Item[]): readonly Item[] | undefined =>
  items.length === 0 ? undefined : items;

/** Values that are secret, or come from the shell, have to be given in the cluster. */
function environment({ environment: variables }: ComposeService): YamlFields {
  const env: YamlValue[] = [];
  const open: string[] = [];
  for (const { name, value } of variables) {
    if (value !== undefined && isPlain(name, value)) env.push({ name, value });
    else open.push(`${name}: take it from a ConfigMap or a Secret`);
  }
  if (variables.length === 0) return {};
  return { env: commented(env.length === 0 ? verbatim('[]') : env, { above: open }) };
}

function isPlain(name: string, value: string): boolean {
  return !value.includes('$') && !isSensitiveName(name) && secretIn(name, value) === undefined;
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
export function composeService({ view }: Container): YamlFields {
  const ports = view.get('ports').items.flatMap((port) => port.get('containerPort').text ?? []);
  const variables = view.get('env').items.flatMap((item): readonly [string, string][] => {
    const key = item.get('name').text;
    const value = item.get('value').text;
    if (key === undefined) return [];
    const known = value !== undefined && !value.includes('$') && secretIn(key, value) === undefined;
    return [[key, known ? value : `\${${key}}`]];
  });
  return {
    image: view.get('image').text ?? '',
    expose: someOf(ports),
    environment: variables.length === 0 ? undefined : Object.fromEntries(variables),
  };
}
