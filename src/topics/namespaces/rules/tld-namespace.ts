import { defineRule } from '../../../core/lint/rule.ts';
import { isTopLevelDomain } from '../top-level-domains.ts';

export const tldNamespace = defineRule({
  id: 'tld-namespace',
  severity: 'information',
  summary:
    'A namespace is named like a public top-level domain, so its Services hide public hosts.',
  deck: ['S2.2', 'S2.4'],
  kinds: ['Namespace'],
  docs: {
    why: 'A pod completes `shop.dev` with the search list of the cluster before it asks the Internet. With a Service `shop` in a namespace `dev`, the public host `shop.dev` can no longer be reached by that name, and whoever may create Services in `dev` decides where it leads.',
    fix: 'Choose a name that is no top-level domain: `shop-dev`, `team-blue`. Or let only trusted people create such namespaces.',
    links: [
      {
        title: 'Namespaces and DNS',
        url: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/#namespaces-and-dns',
      },
    ],
  },
  check: {
    *object(object, scope) {
      const { name } = object;
      if (object.group !== '' || name === undefined || !isTopLevelDomain(name)) return;
      const [service] = scope.services(name, object.path);
      // "shop-shop" would be no help.
      const word = name === 'shop' ? 'web' : 'shop';
      const example = `${service?.name ?? word}.${name}`;
      yield {
        at: object.view.get('metadata', 'name'),
        // Without a Service in it, nothing is hidden yet.
        severity: service === undefined ? 'hint' : 'information',
        message:
          service === undefined
            ? `".${name}" is a public top-level domain: a Service "${word}" in here would hide the public host "${example}" from all pods. A name such as "${word}-${name}" avoids that.`
            : `".${name}" is a public top-level domain: for all pods, "${example}" is the Service in here, and no longer the public host. A name such as "${word}-${name}" avoids that.`,
        ...(service !== undefined && {
          related: [
            {
              path: service.path,
              at: service.view.get('metadata', 'name'),
              message: `Service "${service.name ?? ''}" in "${name}"`,
            },
          ],
        }),
      };
    },
  },
});
