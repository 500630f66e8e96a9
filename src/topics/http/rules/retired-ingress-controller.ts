import { insertDocument } from '../../../core/lint/fix.ts';
import type { Fix } from '../../../core/lint/fix.ts';
import type { KubernetesObject } from '../../../core/kubernetes/manifest.ts';
import { defineRule } from '../../../core/lint/rule.ts';
import type { Scope } from '../../../core/workspace/scope.ts';
import type { Mark, View } from '../../../core/yaml/view.ts';
import { httpRoutes } from '../http-routes.ts';
import { classOf, controllerOf, ownerOf } from '../ingress-class.ts';

export const retiredIngressController = defineRule({
  id: 'retired-ingress-controller',
  severity: 'information',
  summary: 'An Ingress is made for ingress-nginx, which was retired in March 2026.',
  deck: ['S6.9'],
  kinds: ['Ingress', 'IngressClass'],
  docs: {
    why: 'ingress-nginx, long the most common controller, was retired in March 2026. What is installed keeps running, but there are no releases and no security fixes any more, and it stands where the internet comes in. F5 NGINX Ingress is another product and is not concerned.',
    fix: 'Plan the move: to an HTTPRoute of the Gateway API, or to another Ingress controller. Traefik can read many of the old annotations, which makes a first step easier. An HTTPRoute of the same name beside the Ingress ends this finding.',
    links: [
      {
        title: 'Ingress NGINX retirement',
        url: 'https://kubernetes.io/blog/2025/11/11/ingress-nginx-retirement/',
      },
      {
        title: 'Gateway API',
        url: 'https://gateway-api.sigs.k8s.io/',
      },
    ],
  },
  check: {
    *object(object, scope) {
      if (object.kind === 'IngressClass') {
        const controller = object.view.get('spec', 'controller');
        if (controller.text?.startsWith('k8s.io/ingress-nginx') !== true) return;
        yield {
          at: controller,
          message: `IngressClass "${object.name ?? ''}" belongs to ingress-nginx, which was retired in March 2026: no releases and no security fixes any more. Plan the move to a Gateway or another controller.`,
        };
        return;
      }
      if (controllerOf(object, scope) !== 'ingress-nginx' || isMoving(object, scope)) return;
      const at = signOf(object);
      if (at === undefined) return;
      const who = isProven(object, scope)
        ? `Ingress "${object.name ?? ''}" is made for ingress-nginx, which`
        : `Class "${classOf(object)?.text ?? ''}" is usually that of ingress-nginx, which`;
      yield {
        at,
        message: `${who} was retired in March 2026: no releases and no security fixes any more. Plan the move to an HTTPRoute or another controller.`,
        fixes: route(object, scope),
      };
    },
  },
});

/** The class, where it says who; else the first annotation that only this controller reads. */
function signOf(object: KubernetesObject): View | Mark | undefined {
  const annotations = object.view.get('metadata', 'annotations').entries;
  return (
    classOf(object) ?? annotations.find(({ key }) => ownerOf(key) === 'ingress-nginx')?.keyMark
  );
}

/** Its annotations or an IngressClass in the workspace say so; a class called "nginx" may be F5's. */
function isProven(object: KubernetesObject, scope: Scope): boolean {
  const name = classOf(object)?.text;
  return (
    scope.objects('IngressClass').some((known) => known.name === name) ||
    object.view.get('metadata', 'annotations').keys.some((key) => ownerOf(key) === 'ingress-nginx')
  );
}

/** An HTTPRoute of the same name is there already. */
function isMoving(object: KubernetesObject, scope: Scope): boolean {
  const namespaces = scope.namespacesOf(object);
  return scope.definitions('HTTPRoute', object.name ?? '', object.path, namespaces).length > 0;
}

function route(object: KubernetesObject, scope: Scope): readonly Fix[] {
  const routes = httpRoutes(object, scope);
  if (routes.length === 0 || scope.file(object.path)?.kind !== 'yaml') return [];
  const { path, document } = object;
  return [
    {
      title: `Add an HTTPRoute "${object.name ?? ''}" beside it`,
      edits: () => {
        const text = scope.file(path)?.text ?? '';
        return [{ path, edits: [insertDocument(text, document, ...routes)] }];
      },
    },
  ];
}
