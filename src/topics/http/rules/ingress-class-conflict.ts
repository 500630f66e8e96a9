import { defineRule } from '../../../core/lint/rule.ts';
import { removeAnnotations } from '../annotations.ts';
import { INGRESS_CLASS_ANNOTATION, isGkeClass } from '../ingress-rewrite.ts';

export const ingressClassConflict = defineRule({
  id: 'ingress-class-conflict',
  severity: 'error',
  summary: 'An Ingress names its class twice, by annotation and by field.',
  deck: ['S6.3'],
  kinds: ['Ingress'],
  docs: {
    why: 'The field `ingressClassName` took the place of the annotation `kubernetes.io/ingress.class`. The API server refuses to create an Ingress whose annotation says something else than its field; where both say the same, the annotation is only a leftover.',
    fix: 'Keep the field and drop the annotation.',
    links: [
      {
        title: 'Ingress: deprecated annotation',
        url: 'https://kubernetes.io/docs/concepts/services-networking/ingress/#deprecated-annotation',
      },
    ],
  },
  check: {
    *object({ view, path, name, apiVersion }, scope) {
      const field = view.get('spec', 'ingressClassName');
      const annotation = view.get('metadata', 'annotations', INGRESS_CLASS_ANNOTATION);
      if (apiVersion !== 'networking.k8s.io/v1' || !annotation.exists) return;
      if (field.text === undefined || isGkeClass(annotation.text)) return;
      const same = annotation.text === field.text;
      const why = same
        ? 'so this deprecated annotation adds nothing'
        : 'and the API server refuses two different classes';
      yield {
        at: annotation.keyMark,
        message: `Ingress "${name ?? ''}" also has "ingressClassName: ${field.text}", ${why}. Drop this annotation.`,
        ...(same && { severity: 'information' as const }),
        fixes: [
          {
            title: 'Drop the annotation',
            preferred: same,
            edits: () => {
              const text = scope.file(path)?.text ?? '';
              return [{ path, edits: removeAnnotations(text, [annotation]) }];
            },
          },
        ],
        related: [{ path, at: field, message: 'The field that names the class.' }],
      };
    },
  },
});
