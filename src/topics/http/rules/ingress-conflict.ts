import type { KubernetesObject } from '../../../core/manifest.ts';
import { defineRule } from '../../../core/rule.ts';
import type { Scope } from '../../../core/scope.ts';
import type { View } from '../../../core/view.ts';
import { classOf } from '../ingress-class.ts';

export const ingressConflict = defineRule({
  id: 'ingress-conflict',
  severity: 'hint',
  summary: 'Two Ingresses of one class claim the same host and path.',
  deck: ['S6.5', 'S6.7'],
  kinds: ['Ingress'],
  docs: {
    why: 'When two Ingresses want the same requests, each controller decides in its own way: the older one wins, or both get a share, or the last one that was read.',
    fix: 'Give one of them another host or path. For a canary, use what the controller has for it, or weights in an HTTPRoute.',
    bad: 'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  name: web\nspec:\n  rules:\n    - host: shop.example.com\n      http:\n        paths:\n          - path: /\n            pathType: Prefix\n            backend:\n              service:\n                name: web\n                port:\n                  number: 80\n---\napiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  name: shop\nspec:\n  rules:\n    - host: shop.example.com\n      http:\n        paths:\n          - path: /\n            pathType: Prefix\n            backend:\n              service:\n                name: shop\n                port:\n                  number: 80\n',
    good: 'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  name: web\nspec:\n  rules:\n    - host: shop.example.com\n      http:\n        paths:\n          - path: /\n            pathType: Prefix\n            backend:\n              service:\n                name: web\n                port:\n                  number: 80\n',
    language: 'yaml',
    links: [
      {
        title: 'Ingress',
        url: 'https://kubernetes.io/docs/concepts/services-networking/ingress/#path-types',
      },
    ],
  },
  check: {
    *object(object, scope) {
      if (isShared(object)) return;
      const claims = scope.workedOut('Ingress', object.path, 'ingress claims', (all) =>
        byWords(all.filter((one) => scope.roleOf(one) === 'whole' && !isShared(one))),
      );
      const names = new Set(identities(object, scope));
      for (const claim of claimsOf(object)) {
        // Not the Ingress itself, and not another form of it.
        const same = (claims.get(claim.words) ?? []).filter(
          ({ ingress }) =>
            ingress !== object && !identities(ingress, scope).some((name) => names.has(name)),
        );
        const [first] = same;
        if (first === undefined) continue;
        yield {
          at: claim.at,
          message: `Ingress "${first.ingress.name ?? ''}" claims ${claim.title}, too; which one answers is up to the controller. Give one of them another host or path.`,
          related: same.map(({ ingress, at }) => ({
            path: ingress.path,
            at,
            message: `Ingress "${ingress.name ?? ''}"`,
          })),
        };
      }
    },
  },
});

interface Claim {
  readonly ingress: KubernetesObject;
  readonly at: View;
  readonly words: string;
  readonly title: string;
}

function claimsOf(ingress: KubernetesObject): readonly Claim[] {
  const className = classOf(ingress)?.text ?? '';
  return ingress.view.get('spec', 'rules').items.flatMap((rule) => {
    const host = rule.get('host').text ?? '';
    return rule.get('http', 'paths').items.flatMap((item) => {
      const path = item.get('path');
      if (path.text === undefined) return [];
      const type = item.get('pathType').text ?? 'ImplementationSpecific';
      const title = `"${host}${path.text}"`;
      return [
        { ingress, at: path, words: JSON.stringify([className, host, path.text, type]), title },
      ];
    });
  });
}

function byWords(ingresses: readonly KubernetesObject[]): ReadonlyMap<string, readonly Claim[]> {
  const claims = new Map<string, Claim[]>();
  for (const claim of ingresses.flatMap(claimsOf)) {
    const known = claims.get(claim.words);
    if (known === undefined) claims.set(claim.words, [claim]);
    else known.push(claim);
  }
  return claims;
}

function identities(object: KubernetesObject, scope: Scope): readonly string[] {
  return scope.placements(object).map(({ namespace, name }) => `${namespace}/${name ?? ''}`);
}

/** Made to share requests: canaries, and the minions of F5 NGINX's mergeable Ingresses. */
function isShared({ view }: KubernetesObject): boolean {
  return view
    .get('metadata', 'annotations')
    .keys.some((key) => /canary|mergeable-ingress|service-weights|blue-green/.test(key));
}
