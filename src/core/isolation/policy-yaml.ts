/** Derived network policies as YAML: one document for each, with the reason of every rule. */
import { yamlString } from '../lint/fix.ts';
import type { GraphPlace } from '../graph/model.ts';
import type { DerivedPolicy, Isolation, PolicyRule } from './isolation.ts';
import type { Labels } from '../kubernetes/labels.ts';
import { LineMap } from '../text/text.ts';
import type { Note, TrafficPort } from '../traffic/traffic.ts';
import { absolute } from '../yaml/view.ts';
import type { Workspace } from '../workspace/workspace.ts';

export interface YamlOptions {
  readonly workspace: Workspace;
  /** A path as the reader knows it. */
  readonly shown?: (path: string) => string;
}

/** Comments are broken into lines of this many characters. */
const WIDTH = 98;

/** More reasons than this for one rule are counted, not listed. */
const MOST_REASONS = 6;

/** @returns documents behind a head of comments; nothing but the head where nothing is missing */
export function isolationYaml(isolation: Isolation, options: YamlOptions): string {
  const say = sayer(options);
  const documents = isolation.namespaces.flatMap(({ policies, named }) =>
    policies.map((policy) => document(policy, named, say)),
  );
  return [head(isolation, say), ...documents].join('---\n');
}

type Say = (note: Note) => string;

/** Adds file and line to a sentence; the lines of a file are counted once. */
function sayer({ workspace, shown = (path) => path }: YamlOptions): Say {
  const maps = new Map<string, LineMap>();
  const lineOf = ({ path, mark }: GraphPlace): number => {
    const map = maps.get(path) ?? new LineMap(workspace.file(path)?.text ?? '');
    maps.set(path, map);
    return map.position(absolute(mark).start).line + 1;
  };
  return ({ text, at }) =>
    at === undefined ? `${text}.` : `${text} (${shown(at.path)}:${lineOf(at)}).`;
}

const INTRODUCTION: readonly string[] = [
  'Network policies derived from the files of this workspace: they allow the traffic that the files show, and deny the rest. Read them, and try them on a test cluster first.',
  '',
  'Ports are those of the pods, which is where policies hold, not those of the Services. A policy does nothing unless the network plugin of the cluster enforces it.',
];

/** Sources of traffic that no file ever shows. */
const ALWAYS: readonly string[] = [
  'Hosts that programs have in their images, and settings that they get at run time.',
  'What people and other tools do in the cluster: "kubectl exec" and port-forward come through the node, and are not denied.',
  'Addresses behind the hosts: a policy cannot name a host, so that rules for hosts outside allow their port to every public IPv4 address.',
];

function head({ namespaces, notes }: Isolation, say: Say): string {
  const general = [...ALWAYS, ...notes.map(say)];
  const lines = [
    ...INTRODUCTION.flatMap((text) => comment('', text)),
    '#',
    '# The files do not say:',
    ...general.flatMap((text) => item(text)),
    ...namespaces.flatMap((one) => [
      '#',
      `# Namespace "${one.namespace}": ${counted(one.policies.length)}`,
      ...(one.named
        ? []
        : item('No workload says its namespace, so that the policies do not either.')),
      ...one.existing.flatMap((note) => item(`Taken as applied, and not repeated: ${say(note)}`)),
      ...choices(one.policies).flatMap((text) => item(text)),
      ...one.notes.flatMap((note) => item(say(note))),
    ]),
    ...(namespaces.length === 0 ? ['#', '# No namespace of these files has workloads.'] : []),
  ];
  return `${lines.join('\n')}\n`;
}

function counted(policies: number): string {
  if (policies === 0) return 'nothing is missing.';
  return policies === 1 ? '1 policy.' : `${policies} policies.`;
}

/** What has to be chosen is said at the top as well as at its rule. */
function choices(policies: readonly DerivedPolicy[]): readonly string[] {
  const open = policies.filter(({ ingress, egress }) =>
    [...ingress, ...egress].some(({ choice }) => choice !== undefined),
  );
  if (open.length === 0) return [];
  return [`Rules with a line that begins with CHOOSE: ${open.map(({ name }) => name).join(', ')}.`];
}

function document(policy: DerivedPolicy, named: boolean, say: Say): string {
  const { name, namespace, selector, types, about } = policy;
  const lines = [
    ...about.flatMap((note) => comment('', say(note))),
    'apiVersion: networking.k8s.io/v1',
    'kind: NetworkPolicy',
    'metadata:',
    `  name: ${yamlString(name)}`,
    ...(named ? [`  namespace: ${yamlString(namespace)}`] : []),
    'spec:',
    ...labelLines('  ', 'podSelector', selector),
    '  policyTypes:',
    ...types.map((type) => `    - ${type}`),
    ...ruleLines('ingress', policy, say),
    ...ruleLines('egress', policy, say),
  ];
  return `${lines.join('\n')}\n`;
}

function labelLines(indent: string, field: string, labels: Labels): readonly string[] {
  const pairs = Object.entries(labels);
  if (pairs.length === 0) return [`${indent}${field}: {}`];
  return [
    `${indent}${field}:`,
    `${indent}  matchLabels:`,
    ...pairs.map(([key, value]) => `${indent}    ${yamlString(key)}: ${yamlString(value)}`),
  ];
}

interface RulePlace {
  readonly list: 'from' | 'to';
  readonly namespace: string;
}

function ruleLines(
  direction: 'ingress' | 'egress',
  policy: DerivedPolicy,
  say: Say,
): readonly string[] {
  const rules = policy[direction];
  if (rules.length === 0) return [];
  const list = direction === 'ingress' ? ('from' as const) : ('to' as const);
  const place = { list, namespace: policy.namespace };
  return [`  ${direction}:`, ...rules.flatMap((rule) => oneRule(place, rule, say))];
}

function oneRule(place: RulePlace, rule: PolicyRule, say: Say): readonly string[] {
  const { reasons, choice, ports } = rule;
  const more = reasons.length - MOST_REASONS;
  return [
    ...reasons.slice(0, MOST_REASONS).flatMap((reason) => comment('    ', say(reason))),
    ...(more > 0 ? comment('    ', `And ${more} more places say so.`) : []),
    ...(choice === undefined ? [] : comment('    ', `${choice}.`)),
    ...(ports.length === 0 ? comment('    ', 'No file names a port: every port.') : []),
    `    - ${place.list}:`,
    ...peerLines(rule, place.namespace),
    ...portLines(ports),
  ];
}

function peerLines({ peer }: PolicyRule, own: string): readonly string[] {
  switch (peer.is) {
    case 'namespace':
      return ['        - namespaceSelector:', ...nameLabel(peer.namespace)];
    case 'addresses': {
      const { cidr, except } = peer.block;
      return [
        '        - ipBlock:',
        `            cidr: ${quoted(cidr)}`,
        ...(except.length > 0
          ? ['            except:', ...except.map((part) => `              - ${quoted(part)}`)]
          : []),
      ];
    }
    case 'pods':
      return podLines(peer.pods.namespace, peer.pods.selector, own);
    case 'labels':
      return podLines(peer.namespace, peer.labels, own);
  }
}

/** Without a namespace, the policy's own is meant. */
function podLines(namespace: string, labels: Labels, own: string): readonly string[] {
  const [first = '', ...rest] = labelLines('          ', 'podSelector', labels);
  if (namespace === own) return [`        - ${first.trimStart()}`, ...rest];
  return ['        - namespaceSelector:', ...nameLabel(namespace), first, ...rest];
}

function nameLabel(namespace: string): readonly string[] {
  return [
    '            matchLabels:',
    `              kubernetes.io/metadata.name: ${yamlString(namespace)}`,
  ];
}

/** Addresses of version 6 would be read as maps. */
const quoted = (text: string): string => (text.includes(':') ? JSON.stringify(text) : text);

function portLines(ports: readonly TrafficPort[]): readonly string[] {
  if (ports.length === 0) return [];
  return [
    '      ports:',
    ...ports.flatMap(({ protocol, port }) => [
      `        - protocol: ${protocol}`,
      `          port: ${port}`,
    ]),
  ];
}

/** Letters that would end a comment or that YAML does not allow in one. */
// eslint-disable-next-line no-control-regex
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]|[\ud800-\udfff]/g;

function comment(indent: string, text: string, lead = '# ', next = '# '): readonly string[] {
  const lines: string[] = [];
  let line = `${indent}${lead}`;
  let isEmpty = true;
  for (const word of text.replace(UNPRINTABLE, ' ').split(/ +/)) {
    if (!isEmpty && line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = `${indent}${next}${word}`;
      continue;
    }
    line += isEmpty ? word : ` ${word}`;
    isEmpty = false;
  }
  return [...lines, line].map((one) => one.trimEnd());
}

function item(text: string): readonly string[] {
  return comment('', text, '# - ', '#   ');
}
