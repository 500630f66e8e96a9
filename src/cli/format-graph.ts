import type { GraphTarget } from '../core/graph/model.ts';
import { printable } from './colour.ts';
import type { Paint, Style } from './colour.ts';
import type { GraphReport, ReportedReference } from './graph.ts';
import type { ReportedCandidate, ResolveReport } from './resolve.ts';

const COLOURS: Readonly<Record<ReportedReference['state'], Style>> = {
  resolved: 'green',
  missing: 'red',
  external: 'blue',
  unknown: 'dim',
};

/** File by file, one line for each reference, and what it comes to. */
export function formatGraph({ references, namespaces }: GraphReport, paint: Paint): string {
  const files = Map.groupBy(references, ({ from }) => from.file);
  const blocks = [...files].map(
    ([file, found]) => `${paint('bold', file)}\n${found.map((one) => line(one, paint)).join('')}\n`,
  );
  const counts = (['resolved', 'missing', 'external', 'unknown'] as const)
    .map((state) => `${references.filter((one) => one.state === state).length} ${state}`)
    .join(', ');
  const number = references.length;
  const what = number === 1 ? '1 reference' : `${number} references`;
  return [
    ...blocks,
    `${what}: ${counts}\n`,
    namespaces.length === 0 ? '' : `namespaces: ${namespaces.join(', ')}\n`,
  ].join('');
}

function line({ from, field, target, state, to }: ReportedReference, paint: Paint): string {
  const { start } = from.range;
  const at = `${start.line + 1}:${start.character + 1}`.padEnd(7);
  const where = to === undefined ? '' : ` -> ${to.file}:${to.range.start.line + 1}`;
  const told = paint(COLOURS[state], state.padEnd(8));
  return `  ${at} ${told} ${printable(targetText(target))}${where}  ${paint('dim', printable(field))}\n`;
}

function targetText({ kind, namespace, name, key }: GraphTarget): string {
  const asked = key === undefined ? '' : ` key ${key}`;
  const where = namespace === '' ? '' : ` in ${namespace}`;
  return `${kind}/${name}${where}${kind === 'Service' ? asked.replace('key', 'port') : asked}`;
}

/** Each name that is tried, and the end of the search. */
export function formatResolution(report: ResolveReport, paint: Paint): string {
  const { host, from, candidates, namespaces, elsewhere = [] } = report;
  const known = namespaces.includes(from)
    ? ''
    : `No object of these files is in namespace "${from}"; there are: ${namespaces.join(', ') || 'none'}.\n`;
  const tried = candidates.map((candidate, i) => `  ${i + 1}. ${step(candidate)}\n`);
  return [
    `${paint('bold', printable(host))} from a pod in namespace "${from}":\n`,
    ...tried,
    `${conclusion(report)}\n`,
    elsewhere.length === 0
      ? ''
      : `In another namespace there is one: ask for ${elsewhere.join(' or ')}.\n`,
    known,
  ].join('');
}

const OUTCOMES: Readonly<Record<ReportedCandidate['outcome'], string>> = {
  service: 'a Service',
  pod: 'one pod of its own',
  'external-name': 'an alias',
  'not-found': 'not in these files',
  'outside-cluster': 'asked outside the cluster',
  'host-alias': 'known to the pod itself',
};

function step({ name, outcome, service, cname, to }: ReportedCandidate): string {
  const what =
    service === undefined
      ? OUTCOMES[outcome]
      : `${OUTCOMES[outcome]}: Service/${service.name} in ${service.namespace}`;
  const chain = cname === undefined ? '' : `, leads to ${cname.join(', then ')}`;
  const where = to === undefined ? '' : ` (${to.file}:${to.range.start.line + 1})`;
  return printable(`${name}  ${what}${chain}${where}`);
}

function conclusion({ state, answer, host }: ResolveReport): string {
  if (/^\d+(?:\.\d+){3}$/.test(host))
    return 'This is an address, which no name server is asked for.';
  switch (state) {
    case 'resolved':
      return `Answer: ${answer?.name ?? ''}`;
    case 'missing':
      return answer === undefined
        ? 'No answer: nothing in these files has such a name.'
        : 'No answer: the alias leads nowhere.';
    case 'external':
      return 'The answer comes from outside the cluster.';
    case 'unknown':
      return 'Settings that these files do not show decide.';
  }
}
