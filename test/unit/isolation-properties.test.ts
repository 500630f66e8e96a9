import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePolicies, yamlOf } from '../support/policies.ts';
import type { Files, Labels, Policy, PolicyPeer, Rule } from '../support/policies.ts';

/** A workload with a Service of the same name, and the Services that it calls. */
interface App {
  readonly name: string;
  readonly namespace: string;
  readonly labels: Labels;
  readonly port: number;
  readonly servicePort: number;
  readonly calls: readonly number[];
}

const NAMESPACES = ['blue', 'green', 'red'];

const app = fc.record({
  namespace: fc.constantFrom(...NAMESPACES),
  tier: fc.constantFrom('front', 'back', undefined),
  port: fc.integer({ min: 1, max: 65_535 }),
  servicePort: fc.integer({ min: 1, max: 65_535 }),
  calls: fc.uniqueArray(fc.nat({ max: 7 }), { maxLength: 3 }),
});

const apps: fc.Arbitrary<readonly App[]> = fc
  .array(app, { minLength: 1, maxLength: 8 })
  .map((all) =>
    all.map(({ tier, calls, ...rest }, i) => ({
      ...rest,
      name: `app-${i}`,
      // Some share their labels but for one: a selector has to tell them apart.
      labels: {
        app: tier === undefined ? `app-${i}` : 'shared',
        ...(tier && { tier: `${tier}-${i}` }),
      },
      calls: calls.filter((call) => call < all.length),
    })),
  );

function manifests(all: readonly App[]): Files {
  const documents = all.flatMap((one) => {
    const { name, namespace, labels, port, servicePort } = one;
    const env = one.calls.flatMap((call, i) => {
      const to = all[call];
      return to === undefined
        ? []
        : [{ name: `URL_${i}`, value: `http://${to.name}.${to.namespace}:${to.servicePort}` }];
    });
    const ports = [{ name: 'main', containerPort: port }];
    const template = {
      metadata: { labels },
      spec: { containers: [{ name: 'main', image: 'x:1', ports, env }] },
    };
    const metadata = { name, namespace };
    const selector = { matchLabels: { app: labels['app'] } };
    return [
      { apiVersion: 'apps/v1', kind: 'Deployment', metadata, spec: { selector, template } },
      {
        ...{ apiVersion: 'v1', kind: 'Service', metadata },
        spec: { selector: labels, ports: [{ port: servicePort, targetPort: 'main' }] },
      },
    ];
  });
  return { 'all.yaml': documents.map((one) => `${JSON.stringify(one)}\n`).join('---\n') };
}

const picks = (selector: { readonly matchLabels?: Labels } | undefined, labels: Labels): boolean =>
  Object.entries(selector?.matchLabels ?? {}).every(([key, value]) => labels[key] === value);

function isPeer(peer: PolicyPeer, own: string, { namespace, labels }: App): boolean {
  if (peer.ipBlock !== undefined) return false;
  const there = picks(peer.namespaceSelector, { 'kubernetes.io/metadata.name': namespace });
  return (peer.namespaceSelector ? there : namespace === own) && picks(peer.podSelector, labels);
}

/** What the policies say, as the specification has it: none for a pod allows all. */
function allows(
  policies: readonly Policy[],
  direction: 'ingress' | 'egress',
  [pod, other]: readonly [App, App],
  port: number,
): boolean {
  const type = direction === 'ingress' ? 'Ingress' : 'Egress';
  const own = policies.filter(
    ({ metadata, spec }) =>
      metadata.namespace === pod.namespace &&
      picks(spec.podSelector, pod.labels) &&
      spec.policyTypes.includes(type),
  );
  const passes = ({ from, to, ports }: Rule): boolean =>
    (ports === undefined || ports.some((one) => one.port === port && one.protocol === 'TCP')) &&
    (from ?? to ?? []).some((peer) => isPeer(peer, pod.namespace, other));
  return own.length === 0 || own.some(({ spec }) => (spec[direction] ?? []).some(passes));
}

describe('derived policies, for any workloads that call one another', () => {
  it('allow exactly the calls in the files', () => {
    fc.assert(
      fc.property(apps, (all) => {
        const policies = parsePolicies(yamlOf(manifests(all)));
        for (const from of all) {
          for (const [i, to] of all.entries()) {
            const called = from.calls.includes(i);
            expect(allows(policies, 'egress', [from, to], to.port)).toBe(called);
            expect(allows(policies, 'ingress', [to, from], to.port)).toBe(called);
            expect(allows(policies, 'ingress', [to, from], (to.port % 65_535) + 1)).toBe(false);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it('select the pods that they are named after, and no others', () => {
    fc.assert(
      fc.property(apps, (all) => {
        for (const { metadata, spec } of parsePolicies(yamlOf(manifests(all)))) {
          if (metadata.name === 'default-deny' || metadata.name === 'allow-dns') continue;
          const picked = all.filter(
            ({ namespace, labels }) =>
              namespace === metadata.namespace && picks(spec.podSelector, labels),
          );
          expect(picked.map(({ name }) => `allow-${name}`)).toEqual([metadata.name]);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('have nothing to add to themselves', () => {
    fc.assert(
      fc.property(apps, (all) => {
        const files = manifests(all);
        const again = yamlOf({ ...files, 'policies.yaml': yamlOf(files) });
        expect(parsePolicies(again)).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });
});

describe('whatever stands in a file', () => {
  it('the result is YAML of network policies', () => {
    const word = fc.oneof(
      fc.string({ maxLength: 12 }),
      fc.string({ unit: 'binary', maxLength: 12 }),
      fc.constantFrom('a: b', '*', '{{ .x }}', '# c', 'null', '1.0', 'a\n---\nb', 'redis:6379'),
    );
    const labels = fc.dictionary(word, word, { maxKeys: 3 });
    fc.assert(
      fc.property(
        word,
        fc.oneof(word, fc.constant('shop')),
        labels,
        word,
        (name, namespace, labelled, value) => {
          const object = {
            ...{ apiVersion: 'v1', kind: 'Pod' },
            metadata: { name, namespace, labels: labelled },
            spec: { containers: [{ image: value, env: [{ name: 'DB_HOST', value }] }] },
          };
          const files = { 'a.yaml': JSON.stringify(object) };
          for (const policy of parsePolicies(yamlOf(files))) {
            expect(policy.kind).toBe('NetworkPolicy');
            expect(policy.metadata.name).toMatch(/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/);
            expect(policy.metadata.namespace).toMatch(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/);
          }
        },
      ),
      { numRuns: 150 },
    );
  });
});
