import { deriveIsolation, isolableNamespaces } from '../core/isolation/isolation.ts';
import { isolationYaml } from '../core/isolation/policy-yaml.ts';
import type { PoliciesRequest } from './arguments.ts';
import { printed, refused } from './outcome.ts';
import type { Outcome } from './outcome.ts';
import type { ReadWorkspace } from './read-workspace.ts';

/** Prints the network policies that the files ask for, as YAML that says where each rule is from. */
export function policies(
  { workspace, shown }: ReadWorkspace,
  { namespace }: PoliciesRequest,
): Outcome {
  const known = isolableNamespaces(workspace);
  if (namespace !== undefined && !known.includes(namespace))
    return refused(unknownNamespace(namespace, known));
  return printed(isolationYaml(deriveIsolation(workspace, namespace), { workspace, shown }));
}

function unknownNamespace(namespace: string, known: readonly string[]): string {
  if (namespace.startsWith('kube-'))
    return `"${namespace}" belongs to the cluster itself: policies there can stop it.`;
  const there = known.map((name) => `"${name}"`).join(', ');
  const which = known.length === 0 ? 'no namespace' : there;
  return `No workload of these files runs in "${namespace}"; there are some in ${which}.`;
}
