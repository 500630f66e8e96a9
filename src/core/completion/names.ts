/** The names of the workspace, offered where an object names another one. */
import { isForeign, MARKER, withText } from './place.ts';
import type { CompletionRequest } from './place.ts';
import { insideDouble, insideSingle, yamlString } from '../yaml/write.ts';
import { extractHosts } from '../hosts/hosts.ts';
import { objectsOf } from '../kubernetes/lists.ts';
import { workloadOf } from '../kubernetes/manifest.ts';
import type { KubernetesObject } from '../kubernetes/manifest.ts';
import { targetKeys, targetNames } from '../graph/reference-targets.ts';
import { referencesOf } from '../graph/references.ts';
import type { Reference } from '../graph/references.ts';
import { Scope } from '../workspace/scope.ts';
import type { Span } from '../text/text.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** A word of the workspace that fits at the cursor. */
export interface NameOffer {
  readonly name: string;
  /** What the name stands for, such as `ConfigMap, deploy/config.yaml`. */
  readonly about: string;
  /** The name as the text takes it, with quotes where it needs them. */
  readonly text: string;
  /** What is being typed; on one line. */
  readonly span: Span;
}

interface Word {
  readonly name: string;
  readonly about: string;
  /** A port number, which takes no quotes. */
  readonly isNumber?: boolean;
}

/** The names, keys, ports, namespaces or hosts that fit at the cursor; empty anywhere else. */
export function namesAt(workspace: Workspace, request: CompletionRequest): readonly NameOffer[] {
  const { kind, path } = request;
  if ((kind !== 'yaml' && kind !== 'json') || isForeign(path, workspace.structure)) return [];
  const span = wordAround(request);
  if (span === undefined) return [];
  const document = withText(request, span, MARKER);
  if (document === undefined) return [];
  const scope = new Scope(workspace);
  const words = objectsOf(path, document).flatMap((object) => wordsFor(object, scope, workspace));
  const first = new Map(words.toReversed().map((word) => [word.name, word]));
  return words
    .filter((word) => first.get(word.name) === word)
    .map((word) => ({
      name: word.name,
      about: word.about,
      text: written(word, request, span),
      span,
    }));
}

/** The word that the cursor is in or behind; undefined where no value can stand. */
function wordAround({ text, offset }: CompletionRequest): Span | undefined {
  const before = /[\w.-]{0,253}$/.exec(text.slice(Math.max(0, offset - 253), offset))?.[0] ?? '';
  const after = /^[\w.-]{0,253}/.exec(text.slice(offset, offset + 253))?.[0] ?? '';
  const span = { start: offset - before.length, end: offset + after.length };
  const line = text.slice(text.lastIndexOf('\n', span.start - 1) + 1, span.start);
  const canHoldValue = /[:-]\s|["'[{,]/.test(line) && !/^\s*#/.test(line);
  return canHoldValue ? span : undefined;
}

/** A name that YAML would take for something else gets quotes, unless it stands in quotes. */
function written(
  { name, isNumber }: Word,
  { text, kind }: CompletionRequest,
  { start }: Span,
): string {
  const quote = text.charAt(start - 1);
  if (isNumber === true) return name;
  if (quote === '"') return insideDouble(name);
  if (quote === "'") return insideSingle(name) ?? name;
  return yamlString(name, kind === 'json' ? 'json' : 'block');
}

function wordsFor(object: KubernetesObject, scope: Scope, workspace: Workspace): readonly Word[] {
  const references = referencesOf(object);
  if (asksNamespace(object, references)) return namespaceWords(object, workspace);
  return [
    ...references.flatMap((reference) => {
      if (reference.at.text === MARKER) return nameWords(reference, scope);
      return reference.key?.name === MARKER ? keyWords(reference, scope) : [];
    }),
    ...(asksHost(object) ? hostWords(object, scope) : []),
  ];
}

function asksNamespace(object: KubernetesObject, references: readonly Reference[]): boolean {
  if (object.ownNamespace === MARKER) return true;
  return references.some(({ namespace }) => namespace === MARKER);
}

/** What is half typed here is in the index as a namespace too; only the others count. */
function namespaceWords(object: KubernetesObject, workspace: Workspace): readonly Word[] {
  const elsewhere = (name: string): boolean =>
    [...workspace.objectsInNamespace(name)].some(
      ({ path, document }) => path !== object.path || document.start !== object.document.start,
    ) || [...workspace.objectsNamed('Namespace', name)].length > 0;
  return workspace.namespaces
    .filter((name) => /^[a-z0-9-]+$/.test(name) && elsewhere(name))
    .map((name) => ({ name, about: 'Namespace' }));
}

function nameWords(reference: Reference, scope: Scope): readonly Word[] {
  const { kind, from } = reference;
  const namespaces =
    reference.namespace === undefined ? scope.namespacesOf(from) : [reference.namespace];
  return targetNames(scope, reference, namespaces).map(({ name, definitions }) => ({
    name,
    about: [kind, ...new Set(definitions.map(({ path }) => path))].slice(0, 2).join(', '),
  }));
}

function keyWords(reference: Reference, scope: Scope): readonly Word[] {
  const { kind, name } = reference;
  const what = kind === 'Service' ? 'port' : 'key';
  return targetKeys(reference, scope.resolve(reference)).map(({ key, alias }) => ({
    name: key,
    about: `${alias === undefined ? what : `${what} ${alias}`} of ${kind}/${name}`,
    isNumber: kind === 'Service' && /^\d+$/.test(key),
  }));
}

/** Whether the cursor is where the value of an environment variable names a host. */
function asksHost(object: KubernetesObject): boolean {
  return (workloadOf(object)?.containers ?? [])
    .flatMap(({ view }) => view.get('env').items)
    .some((variable) => {
      const value = variable.get('value').text ?? '';
      const name = variable.get('name').text ?? '';
      return (
        value.includes(MARKER) && extractHosts(value, { name }).some(({ host }) => host === MARKER)
      );
    });
}

/** One label reaches a Service of the same namespace, `name.namespace` one of another (S2.4). */
function hostWords(object: KubernetesObject, scope: Scope): readonly Word[] {
  const own = scope.namespacesOf(object);
  const services = scope
    .objects('Service', object.path)
    .filter(({ name }) => name !== undefined && /^[a-z0-9-]+$/.test(name))
    .map((service) => ({ name: service.name ?? '', namespaces: scope.namespacesOf(service) }));
  const near = services.filter(({ namespaces }) => own.every((name) => namespaces.includes(name)));
  const far = services.flatMap(({ name, namespaces }) =>
    namespaces
      .filter((namespace) => !own.includes(namespace) && /^[a-z0-9-]+$/.test(namespace))
      .map((namespace) => ({ name: `${name}.${namespace}`, about: `Service in ${namespace}` })),
  );
  return [...near.map(({ name }) => ({ name, about: 'Service in this namespace' })), ...far];
}
