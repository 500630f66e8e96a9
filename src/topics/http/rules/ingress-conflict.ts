import type { KubernetesObject } from '../../../core/kubernetes/manifest.ts';
import { defineRule } from '../../../core/lint/rule.ts';
import type { Scope } from '../../../core/workspace/scope.ts';
import type { Mark } from '../../../core/yaml/view.ts';
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
    links: [
      {
        title: 'Ingress',
        url: 'https://kubernetes.io/docs/concepts/services-networking/ingress/#path-types',
      },
    ],
  },
  note: claimsOf,
  check: {
    *object(object, scope) {
      const claims = scope.workedOut('Ingress', object.path, 'ingress claims', (all) =>
        Map.groupBy(
          all.filter((one) => scope.roleOf(one) === 'whole').flatMap(claimsOf),
          ({ words }) => words,
        ),
      );
      for (const claim of claimsOf(object)) {
        const same = othersOf(object, claims.get(claim.words) ?? [], scope);
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

/** A list of more helps nobody. */
const MOST_RELATED = 20;

interface Claim {
  readonly ingress: KubernetesObject;
  readonly at: Mark;
  readonly words: string;
  readonly title: string;
}

/** What an Ingress wants to answer alone; read once, as every other one asks. */
function claimsOf(ingress: KubernetesObject): readonly Claim[] {
  const claims = CLAIMS.get(ingress) ?? (isShared(ingress) ? [] : readClaims(ingress));
  CLAIMS.set(ingress, claims);
  return claims;
}

/** Without trees, so that the many Ingresses beside this one are not parsed again. */
const CLAIMS = new WeakMap<KubernetesObject, readonly Claim[]>();

function readClaims(ingress: KubernetesObject): readonly Claim[] {
  const className = classOf(ingress)?.text ?? '';
  return ingress.view.get('spec', 'rules').items.flatMap((rule) => {
    const host = rule.get('host').text ?? '';
    return rule.get('http', 'paths').items.flatMap((item) => {
      const path = item.get('path');
      if (path.text === undefined) return [];
      const type = item.get('pathType').text ?? 'ImplementationSpecific';
      const title = `"${host}${path.text}"`;
      const words = [className, host, path.text, type].join('\n');
      return [{ ingress, at: path.mark, words, title }];
    });
  });
}

/** Whether two texts stand for one object of the cluster in some deployment. */
/** Not the Ingress itself, and not another form of it. */
function othersOf(
  object: KubernetesObject,
  claims: readonly Claim[],
  scope: Scope,
): readonly Claim[] {
  const others: Claim[] = [];
  for (const claim of claims) {
    if (others.length === MOST_RELATED) break;
    const { ingress } = claim;
    if (ingress !== object && !isSameIngress(ingress, object, scope)) others.push(claim);
  }
  return others;
}

function isSameIngress(a: KubernetesObject, b: KubernetesObject, scope: Scope): boolean {
  const others = scope.placements(b);
  return scope
    .placements(a)
    .some(({ namespace, name = '' }) =>
      others.some((other) => other.namespace === namespace && (other.name ?? '') === name),
    );
}

/** Made to share requests: canaries, and the minions of F5 NGINX's mergeable Ingresses. */
function isShared({ view, document }: KubernetesObject): boolean {
  // Hardly any text holds one of the words, and that is cheap to see.
  if (!SHARED.test(document.text)) return false;
  return view.get('metadata', 'annotations').keys.some((key) => SHARED.test(key));
}

const SHARED = /canary|mergeable-ingress|service-weights|blue-green/;
