/** Who may do what in a cluster: the person who asks, and everybody. */
import { listOf, recordOf, textOf } from '../../core/live/json.ts';
import type { JsonObject } from '../../core/live/json.ts';
import { liveLine } from '../../core/live/live-answers.ts';
import type { Live, LiveCluster } from '../../core/live/live-cluster.ts';
import type { Access, AccessRule } from '../../core/live/snapshot.ts';
import { quotedNames } from '../../core/guide/evidence.ts';
import type { Evidence } from '../../core/guide/topic.ts';

/** Rights that everybody has, to ask about themselves. */
const EVERYBODYS = /^self|^subject/;

/** What the person may do in a namespace, in one sentence. */
export function accessLine(access: Access | undefined): string | undefined {
  if (access === undefined) return undefined;
  const { namespace, rules, incomplete } = access;
  const more = incomplete ? ' The cluster does not list all of your rights.' : '';
  if (rules.some(isAdmin)) return `You can do everything in "${namespace}".${more}`;
  const named = rules.filter(({ resources }) => !resources.every((one) => EVERYBODYS.test(one)));
  const changes = resourcesOf(named.filter(({ verbs }) => verbs.some(isWriting)));
  const reads = resourcesOf(named.filter(({ verbs }) => verbs.some(isReading)));
  if (changes.length > 0)
    return `In "${namespace}" you can change ${quotedNames(changes)}, and read ${reads.length} kinds.${more}`;
  if (reads.length > 0)
    return `In "${namespace}" you can read ${quotedNames(reads)}, and change nothing.${more}`;
  return `In "${namespace}" you can do nothing but ask about yourself.${more}`;
}

function resourcesOf(rules: readonly AccessRule[]): readonly string[] {
  return [...new Set(rules.flatMap(({ resources }) => resources))].filter(
    (name) => !name.includes('/'),
  );
}

function isAdmin({ verbs, groups, resources, names }: AccessRule): boolean {
  return [verbs, groups, resources].every((all) => all.includes('*')) && names.length === 0;
}

function isWriting(verb: string): boolean {
  return /^(?:\*|create|update|patch|delete)$/.test(verb);
}

function isReading(verb: string): boolean {
  return /^(?:\*|get|list|watch)$/.test(verb);
}

const EVERYBODY = /^system:(?:authenticated|unauthenticated|anonymous|serviceaccounts)$/;

/** Bindings that let whole crowds, or every pod without an account of its own, do everything. */
export function grantsToEverybody(cluster: LiveCluster): readonly Evidence[] {
  return [...cluster.objects('ClusterRoleBinding'), ...cluster.own('RoleBinding')]
    .filter(({ body }) => textOf(recordOf(body['roleRef'])['name']) === 'cluster-admin')
    .flatMap((live) =>
      listOf(live.body['subjects'])
        .map(recordOf)
        .filter(isCrowd)
        .map((subject) => grantLine(live, subject)),
    );
}

function isCrowd({ kind, name }: JsonObject): boolean {
  if (kind === 'ServiceAccount') return name === 'default';
  return EVERYBODY.test(textOf(name) ?? '');
}

function grantLine(live: Live, { kind, name, namespace }: JsonObject): Evidence {
  const who =
    kind === 'ServiceAccount'
      ? `every pod in "${textOf(namespace) ?? ''}" that has no account of its own`
      : `everybody in "${textOf(name) ?? ''}"`;
  const where = live.namespace === '' ? 'the whole cluster' : `"${live.namespace}"`;
  return liveLine(live, `${live.kind} "${live.name}" lets ${who} do everything in ${where}.`);
}
