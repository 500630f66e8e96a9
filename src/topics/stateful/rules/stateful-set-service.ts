import type { Fix } from '../../../core/lint/fix.ts';
import { insertDocument } from '../../../core/lint/fix.ts';
import { replaceValue } from '../../../core/yaml/rewrite.ts';
import { nearest } from '../../../core/kubernetes/labels.ts';
import { matches } from '../../../core/kubernetes/labels.ts';
import type { KubernetesObject } from '../../../core/kubernetes/manifest.ts';
import { existence } from '../../../core/existence/existence.ts';
import { defineRule } from '../../../core/lint/rule.ts';
import type { Problem } from '../../../core/lint/rule.ts';
import type { Scope } from '../../../core/workspace/scope.ts';
import { headlessService } from '../headless-service.ts';
import { getsSelectorElsewhere } from '../service-selectors.ts';

export const statefulSetService = defineRule({
  id: 'stateful-set-service',
  severity: 'information',
  summary: 'A StatefulSet names a Service that cannot give its pods their own names.',
  deck: ['S5.4'],
  kinds: ['StatefulSet'],
  docs: {
    why: 'The pods of a StatefulSet are found one by one, as `web-0.web`, through the headless Service that `serviceName` names. Kubernetes does not make that Service, and it does not complain when it is missing: the names do not resolve. A name resolves once its pod is Ready, unless the Service sets `publishNotReadyAddresses`.',
    fix: 'Add a Service with `clusterIP: None` that selects the pods, or name the one that exists. `serviceName` is immutable: in a cluster, delete the StatefulSet and create it again; its claims stay.',
    links: [
      {
        title: 'StatefulSets: stable network ID',
        url: 'https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-network-id',
      },
      {
        title: 'Headless Services',
        url: 'https://kubernetes.io/docs/concepts/services-networking/service/#headless-services',
      },
    ],
  },
  check: {
    *object(object, scope) {
      const at = object.view.get('spec', 'serviceName');
      const name = at.text ?? '';
      if (name === '') return;
      const wanted = { kind: 'Service', name, from: object, field: 'spec.serviceName', at };
      const answer = existence(wanted, scope);
      if (answer.state === 'absent') yield { ...missing(object, name, scope), at };
      if (answer.state !== 'present') return;
      const found = answer.definitions.flatMap(({ object: service }) => service ?? []);
      if (found[0] === undefined || found.some((service) => scope.roleOf(service) !== 'whole'))
        return;
      const problem = wrong(object, found[0], scope);
      if (problem !== undefined) yield { ...problem, at };
    },
  },
});

function missing(object: KubernetesObject, name: string, scope: Scope): Omit<Problem, 'at'> {
  const near = nearest(name, headlessServices(object, scope));
  return {
    message:
      near === undefined
        ? `No Service "${name}" is in this workspace, so the pods of "${object.name ?? '?'}" have no names of their own. Add it with "clusterIP: None".`
        : `No Service "${name}" is in this workspace; there is "${near}". Without it the pods of "${object.name ?? '?'}" have no names of their own.`,
    fixes: [
      ...(near === undefined ? [] : [rename(object, near)]),
      ...addService(object, name, scope),
    ],
  };
}

/** Headless Services of the same namespace that select the pods of the set. */
function headlessServices(object: KubernetesObject, scope: Scope): readonly string[] {
  return scope
    .namespacesOf(object)
    .flatMap((namespace) => scope.services(namespace, object.path))
    .filter(({ service }) => service?.headless === true && selects(service.selector, object))
    .flatMap((service) => service.name ?? []);
}

function selects(
  selector: Readonly<Record<string, string>> | undefined,
  object: KubernetesObject,
): boolean {
  return (
    selector !== undefined && matches({ matchLabels: selector }, object.workload?.podLabels ?? {})
  );
}

function rename(object: KubernetesObject, name: string): Fix {
  const at = object.view.get('spec', 'serviceName');
  return {
    title: `Write "${name}"`,
    edits: () => [{ path: object.path, edits: [replaceValue(at, name)] }],
  };
}

function addService(object: KubernetesObject, name: string, scope: Scope): readonly Fix[] {
  const text = scope.file(object.path)?.text;
  const service = headlessService(object, name);
  if (text === undefined || service === undefined || object.path.endsWith('.json')) return [];
  const edits = () => [
    { path: object.path, edits: [insertDocument(text, object.document, service)] },
  ];
  return [{ title: `Add the headless Service "${name}"`, edits }];
}

function wrong(
  object: KubernetesObject,
  found: KubernetesObject,
  scope: Scope,
): Omit<Problem, 'at'> | undefined {
  const name = found.name ?? '?';
  const { service } = found;
  if (service === undefined || service.type === 'ExternalName') return undefined;
  if (!service.headless) {
    return {
      severity: 'hint',
      message: `"${name}" is not headless, so it answers for all pods of "${object.name ?? '?'}" together and not for each by its name. Add a Service with "clusterIP: None".`,
      fixes: separateService(object, `${name}-headless`, scope),
      related: [place(found, 'spec', 'A cluster IP stands for all pods.')],
    };
  }
  if (service.selector === undefined || selects(service.selector, object)) return undefined;
  if (getsSelectorElsewhere(found, scope)) return undefined;
  return {
    message: `"${name}" selects other pods than those of "${object.name ?? '?'}", so these have no names of their own. Let its selector match their labels.`,
    related: [place(found, 'selector', 'This selects other pods.')],
  };
}

/** Beside the Service that clients use already, which stays as it is. */
function separateService(object: KubernetesObject, name: string, scope: Scope): readonly Fix[] {
  const [add] = addService(object, name, scope);
  if (add === undefined) return [];
  const edits = () => [...rename(object, name).edits(), ...add.edits()];
  return [{ title: `Add the headless Service "${name}" and name it here`, edits }];
}

function place(found: KubernetesObject, field: 'spec' | 'selector', message: string) {
  const spec = found.view.get('spec');
  const at = field === 'selector' ? spec.get('selector') : found.view.get('metadata', 'name');
  return { path: found.path, at, message };
}
