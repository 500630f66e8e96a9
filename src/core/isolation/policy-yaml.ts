/** Derived network policies as YAML: one document for each, with the reason of every rule. */
import { newObject } from '../kubernetes/new-object.ts';
import { commented, yamlComment, yamlText } from '../yaml/write.ts';
import type { YamlFields, YamlStyled } from '../yaml/write.ts';
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
    ...INTRODUCTION.flatMap((text) => wrapped(text, 0)),
    '',
    'The files do not say:',
    ...general.flatMap((text) => item(text)),
    ...namespaces.flatMap((one) => [
      '',
      `Namespace "${one.namespace}": ${counted(one.policies.length)}`,
      ...(one.named
        ? []
        : item('No workload says its namespace, so that the policies do not either.')),
      ...one.existing.flatMap((note) => item(`Taken as applied, and not repeated: ${say(note)}`)),
      ...choices(one.policies).flatMap((text) => item(text)),
      ...one.perhaps.flatMap((note) => item(perhapsText(note, say))),
      ...one.notes.flatMap((note) => item(say(note))),
    ]),
    ...(namespaces.length === 0 ? ['', 'No namespace of these files has workloads.'] : []),
  ];
  return `${lines.map(yamlComment).join('\n')}\n`;
}

const perhapsText = (note: Note, say: Say): string =>
  `Perhaps a call, and not allowed: ${say(note)}`;

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
  const { name, namespace, selector, types, about, perhaps, ingress, egress } = policy;
  const rules = (list: 'from' | 'to', of: readonly PolicyRule[]): YamlFields =>
    of.length === 0
      ? {}
      : { [DIRECTION[list]]: of.map((rule) => ruleOf({ list, namespace }, rule, say)) };
  const object = newObject(
    {
      ...{ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy' },
      ...{ name, namespace: named ? namespace : undefined },
    },
    {
      spec: {
        ...{ podSelector: selectorOf(selector), policyTypes: types },
        ...rules('from', ingress),
        ...rules('to', egress),
      },
    },
  );
  const above = [...about.map(say), ...perhaps.map((note) => perhapsText(note, say))].flatMap(
    (text) => wrapped(text, 0),
  );
  return `${yamlText(commented(object, { above }))}\n`;
}

const DIRECTION = { from: 'ingress', to: 'egress' } as const;

function selectorOf(labels: Labels): YamlFields {
  return Object.keys(labels).length === 0 ? {} : { matchLabels: labels };
}

interface RulePlace {
  readonly list: 'from' | 'to';
  readonly namespace: string;
}

/** Columns before a rule of a policy. */
const RULE_INDENT = 4;

function ruleOf(place: RulePlace, rule: PolicyRule, say: Say): YamlStyled {
  const { reasons, choice, ports } = rule;
  const more = reasons.length - MOST_REASONS;
  const sentences = [
    ...reasons.slice(0, MOST_REASONS).map(say),
    ...(more > 0 ? [`And ${more} more places say so.`] : []),
    ...(choice === undefined ? [] : [`${choice}.`]),
    ...(ports.length === 0 ? ['No file names a port: every port.'] : []),
  ];
  const fields = {
    [place.list]: [peerOf(rule, place.namespace)],
    ports: ports.length === 0 ? undefined : ports.map(portOf),
  };
  return commented(fields, { above: sentences.flatMap((text) => wrapped(text, RULE_INDENT)) });
}

function peerOf({ peer }: PolicyRule, own: string): YamlFields {
  switch (peer.is) {
    case 'namespace':
      return { namespaceSelector: nameLabel(peer.namespace) };
    case 'addresses': {
      const { cidr, except } = peer.block;
      return { ipBlock: { cidr, except: except.length > 0 ? except : undefined } };
    }
    case 'pods':
      return podsOf(peer.pods.namespace, peer.pods.selector, own);
    case 'labels':
      return podsOf(peer.namespace, peer.labels, own);
  }
}

/** Without a namespace, the policy's own is meant. */
function podsOf(namespace: string, labels: Labels, own: string): YamlFields {
  const namespaceSelector = namespace === own ? undefined : nameLabel(namespace);
  return { namespaceSelector, podSelector: selectorOf(labels) };
}

function nameLabel(namespace: string): YamlFields {
  return { matchLabels: { 'kubernetes.io/metadata.name': namespace } };
}

const portOf = ({ protocol, port }: TrafficPort): YamlFields => ({ protocol, port });

/**
 * A sentence as lines of a comment.
 * @param indent the columns before them
 */
function wrapped(text: string, indent: number, lead = '', next = ''): readonly string[] {
  const width = WIDTH - indent - '# '.length;
  const lines: string[] = [];
  let line = lead;
  let isEmpty = true;
  for (const word of text.split(/\s+/)) {
    if (!isEmpty && line.length + 1 + word.length > width) {
      lines.push(line);
      line = next + word;
      continue;
    }
    line += isEmpty ? word : ` ${word}`;
    isEmpty = false;
  }
  return [...lines, line];
}

function item(text: string): readonly string[] {
  return wrapped(text, 0, '- ', '  ');
}
