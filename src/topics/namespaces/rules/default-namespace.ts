import { isNamespaced } from '../../../core/kubernetes/api-versions.ts';
import { removeEntry } from '../../../core/lint/fix.ts';
import { defineRule } from '../../../core/lint/rule.ts';
import { editFile } from '../edits.ts';
import { named } from '../../../core/guide/evidence.ts';

/** What Kubernetes itself keeps in `default`. */
const BELONGS_THERE: ReadonlySet<string> = new Set([
  'Service/kubernetes',
  'Endpoints/kubernetes',
  'EndpointSlice/kubernetes',
  'ServiceAccount/default',
  'Namespace/default',
]);

export const defaultNamespace = defineRule({
  id: 'default-namespace',
  severity: 'information',
  summary: 'An object is nailed to the namespace "default", where no second copy can stand.',
  deck: ['S2.1'],
  docs: {
    why: 'Namespaces let identical stacks run side by side. An object that names `default` cannot move: `kubectl apply -n green` refuses the file, and everything without a namespace meets everything else in `default`.',
    fix: 'Leave the field out, and let the context, `-n` or a kustomization say where the stack goes. Or name a namespace of your own.',
    links: [
      {
        title: 'Namespaces',
        url: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/',
      },
    ],
  },
  check: {
    *object(object, scope) {
      if (object.ownNamespace !== 'default' || BELONGS_THERE.has(object.title)) return;
      // The API server ignores the field where the kind belongs to no namespace.
      if (isNamespaced(object.kind, object.apiVersion) === false) return;
      // Where a kustomization or Flux replaces the field, it does no harm.
      if (scope.placements(object).every(({ source }) => source.by !== 'own')) return;
      const at = object.view.get('metadata', 'namespace');
      yield {
        at,
        message: `"default" is where everything without a namespace meets, and this field keeps ${named(object)} there. Remove it, so that the stack can run in any namespace.`,
        fixes: [
          {
            title: 'Remove the namespace',
            edits: () => editFile(object, scope, (text) => [removeEntry(text, at)]),
          },
        ],
      };
    },
  },
});
