/** Derived network policies in short lines, and what they let through, for tests. */
import { parseAllDocuments } from 'yaml';
import { deriveIsolation } from '../../src/core/isolation/isolation.ts';
import { isolationYaml } from '../../src/core/isolation/policy-yaml.ts';
import { Workspace } from '../../src/core/workspace/workspace.ts';

export type Labels = Readonly<Record<string, string>>;

interface Selector {
  readonly matchLabels?: Labels;
}

export interface PolicyPeer {
  readonly podSelector?: Selector;
  readonly namespaceSelector?: Selector;
  readonly ipBlock?: { readonly cidr: string; readonly except?: readonly string[] };
}

export interface Rule {
  readonly from?: readonly PolicyPeer[];
  readonly to?: readonly PolicyPeer[];
  readonly ports?: readonly { readonly protocol: string; readonly port: number }[];
}

export interface Policy {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly spec: {
    readonly podSelector: Selector;
    readonly policyTypes: readonly string[];
    readonly ingress?: readonly Rule[];
    readonly egress?: readonly Rule[];
  };
}

export type Files = Readonly<Record<string, string>>;

export function workspaceOf(files: Files): Workspace {
  const workspace = new Workspace();
  workspace.change(Object.entries(files).map(([path, text]) => ({ path, text })));
  return workspace;
}

export function yamlOf(files: Files, namespace?: string): string {
  const workspace = workspaceOf(files);
  return isolationYaml(deriveIsolation(workspace, namespace), { workspace });
}

/** Throws where a document is no YAML. */
export function parsePolicies(yaml: string): readonly Policy[] {
  return parseAllDocuments(yaml).flatMap((document) => {
    const [error] = [...document.errors, ...document.warnings];
    if (error !== undefined) throw error;
    const value = document.toJS() as Policy | null;
    return value === null ? [] : [value];
  });
}

/** `allow-web egress app=redis TCP/6379`, one line for each rule but those for everybody. */
export function rulesOf(files: Files, namespace?: string): readonly string[] {
  return parsePolicies(yamlOf(files, namespace)).flatMap(
    ({ metadata: { name }, spec: { ingress = [], egress = [] } }) =>
      /^(?:default-deny|allow-dns)$/.test(name)
        ? []
        : [
            ...ingress.map((rule) => `${name} ingress ${ruleText(rule.from, rule)}`),
            ...egress.map((rule) => `${name} egress ${ruleText(rule.to, rule)}`),
          ],
  );
}

function ruleText(peers: readonly PolicyPeer[] = [], { ports }: Rule): string {
  const all = ports?.map(({ protocol, port }) => `${protocol}/${port}`) ?? ['*'];
  return [...peers.map(peerText), ...all].join(' ');
}

function peerText({ podSelector, namespaceSelector, ipBlock }: PolicyPeer): string {
  if (ipBlock !== undefined)
    return `${ipBlock.cidr}${ipBlock.except === undefined ? '' : ' but private'}`;
  const namespace = namespaceSelector?.matchLabels?.['kubernetes.io/metadata.name'];
  const labels = Object.entries(podSelector?.matchLabels ?? {}).map((pair) => pair.join('='));
  return [...(namespace === undefined ? [] : [`${namespace}:`]), ...labels].join('');
}

/** The sentences about what the files do not say, one line each, without the usual ones. */
export function notesOf(files: Files, namespace?: string): readonly string[] {
  const { notes, namespaces } = deriveIsolation(workspaceOf(files), namespace);
  return [...notes, ...namespaces.flatMap((one) => one.notes)]
    .map(({ text }) => text)
    .filter((text) => !/^No (?:caller|call) is found/.test(text));
}

/** The lines that ask for a choice. */
export function choicesOf(files: Files): readonly string[] {
  const { namespaces } = deriveIsolation(workspaceOf(files));
  const rules = namespaces.flatMap(({ policies }) =>
    policies.flatMap(({ ingress, egress }) => [...ingress, ...egress]),
  );
  return rules.flatMap(({ choice }) => choice ?? []);
}
