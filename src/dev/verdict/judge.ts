/** Compares what we say of objects with what an API server says. */
import { readSchema } from '../../cli/schema.ts';
import type { Finding } from '../../core/lint/finding.ts';
import { Linter } from '../../core/lint/lint.ts';
import type { LintRule } from '../../core/lint/rule.ts';
import type { Workspace } from '../../core/workspace/workspace.ts';
import type { ApiServer } from '../control-plane/api-server.ts';
import { objectAt, wholeObjects } from '../control-plane/sent-objects.ts';
import type { SentObject } from '../control-plane/sent-objects.ts';

/** How our messages say that an object is refused, whatever their severity is. */
const REFUSED =
  /API server (?:refuses|takes)|refuses (?:this Ingress|a path)|is not served any more|hasn't been served/;

/** One object with both answers. */
export interface Verdict {
  readonly path: string;
  readonly sent: SentObject;
  readonly accepted: boolean;
  /** The server's own sentence; '' for what it accepts. */
  readonly message: string;
  /** What we say that the server refuses. */
  readonly claims: readonly Finding[];
}

/** Whether a finding says that the API server refuses its object. */
export function isClaim({ message }: Finding): boolean {
  return REFUSED.test(message);
}

/** Both answers for every whole object of a workspace. */
export async function* judge(
  workspace: Workspace,
  rules: readonly LintRule[],
  { server, minor }: { readonly server: ApiServer; readonly minor: number },
): AsyncIterable<Verdict> {
  const linter = new Linter(workspace, rules, {
    ...{ singlePass: true, kubernetesMinor: minor, schema: readSchema },
    onError: (error) => {
      throw error;
    },
  });
  for (const { path } of workspace.files) {
    const sent = wholeObjects(workspace, path);
    if (sent.length === 0) continue;
    const claims = linter.findings(path).filter(isClaim);
    for (const one of sent) {
      const own = claims.filter((claim) => objectAt(workspace, claim)?.object === one.object);
      yield { path, sent: one, claims: own, ...(await server.tryCreate(one)) };
    }
  }
}

/** The server's sentence without what belongs to this one object. */
export function reasonOf(message: string): string {
  return message
    .replace(/"[^"]*"/g, '"…"')
    .replace(/\[\d+\]/g, '[]')
    .replace(/\d+/g, 'N')
    .replace(/\s+/g, ' ')
    .slice(0, 140);
}

/** Kinds that are no part of Kubernetes: what defines them is no file here. */
export function isForeign({ sent, message }: Verdict): boolean {
  return message.endsWith('is not served') && !isOfKubernetes(sent.apiVersion);
}

/** What only a cluster of another make refuses: which addresses it has, no file says. */
export function isOfCluster({ message }: Verdict): boolean {
  return /not configured (?:on this cluster|for dual-stack)|failed to allocate IP/.test(message);
}

function isOfKubernetes(apiVersion: string): boolean {
  const group = apiVersion.includes('/') ? (apiVersion.split('/')[0] ?? '') : '';
  return readSchema().groups.has(group) || group === 'extensions';
}
