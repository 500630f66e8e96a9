/** The shape that an object has to have: of Kubernetes itself, or of a CRD in the workspace. */
import type { KubernetesObject } from '../kubernetes/manifest.ts';
import { onceFor } from '../workspace/per-scope.ts';
import type { Scope } from '../workspace/scope.ts';
import { customShape, versionOf } from './custom-shape.ts';
import type { ObjectShape } from './shape.ts';

/** The shape of an object's kind; undefined where nobody here knows it. */
export function shapeOf(object: KubernetesObject, scope: Scope): ObjectShape | undefined {
  const { apiVersion, kind, group } = object;
  const { schema } = scope;
  const builtIn = schema?.shapeOf(apiVersion, kind);
  if (schema === undefined || builtIn !== undefined || !group.includes('.')) return builtIn;
  const [definition, ...others] = definitionsOf(object, scope);
  // Two that define the same kind belong to different clusters, or one is the other's update.
  if (definition === undefined || others.length > 0) return undefined;
  const version = versionOf(definition, apiVersion.slice(group.length + 1));
  return version && customShape(definition, version, schema);
}

/** The CRDs of the workspace that define an object's kind, whatever their versions are. */
export function definitionsOf(
  { group, kind }: Pick<KubernetesObject, 'group' | 'kind'>,
  scope: Scope,
): readonly KubernetesObject[] {
  return byDefinedKind(scope.objects('CustomResourceDefinition')).get(`${kind}.${group}`) ?? NONE;
}

const NONE: readonly KubernetesObject[] = [];

/** Each object of a custom kind asks for its definition. */
const byDefinedKind = onceFor((definitions: readonly KubernetesObject[]) =>
  Map.groupBy(definitions, ({ view }) => {
    const spec = view.get('spec');
    return `${spec.get('names', 'kind').text ?? ''}.${spec.get('group').text ?? ''}`;
  }),
);
