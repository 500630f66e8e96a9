/**
 * Text edits that bring an Ingress to the shape of networking.k8s.io/v1; comments and layout stay.
 * Each function gives undefined where the text is written in a way that it cannot change safely.
 */
import { insertAfterEntry, insertBeforeEntry } from '../../core/lint/fix.ts';
import { inlineOf, renameKey, replaceValue } from '../../core/yaml/rewrite.ts';
import type { TextEdit } from '../../core/lint/fix.ts';
import { lineBreak, lineEnd, lineStart } from '../../core/text/text.ts';
import { verbatim, yamlPairs } from '../../core/yaml/write.ts';
import type { View } from '../../core/yaml/view.ts';
import { removeAnnotations } from './annotations.ts';
import { columnOf, isQuotedKey, quoteStart, rawValue } from './yaml-text.ts';

export const INGRESS_CLASS_ANNOTATION = 'kubernetes.io/ingress.class';

export type PathType = 'ImplementationSpecific' | 'Prefix';

type Edits = readonly TextEdit[] | undefined;

/** Backends, `defaultBackend` and `pathType`, as networking.k8s.io/v1 wants them. */
export function shapeEdits(text: string, ingress: View, pathType: PathType): Edits {
  // What an anchor names would be changed in one place and read in another.
  if (ingress.document.tree.anchors.size > 0) return undefined;
  const spec = ingress.get('spec');
  const paths = pathsOf(ingress);
  return joined([
    defaultBackendEdits(text, spec),
    ...paths.map((path) => backendEdits(text, path.get('backend'))),
    ...paths.map((path) => pathTypeEdits(text, path, pathType)),
  ]);
}

/** The items of `http.paths` of every rule. */
export function pathsOf(ingress: View): readonly View[] {
  return ingress
    .get('spec', 'rules')
    .items.flatMap((rule) => rule.get('http', 'paths').items)
    .filter((path) => path.type === 'map');
}

export function joined(parts: readonly Edits[]): Edits {
  return parts.includes(undefined) ? undefined : parts.flatMap((part) => part ?? []);
}

function defaultBackendEdits(text: string, spec: View): Edits {
  const backend = spec.get('backend');
  if (!backend.exists) return [];
  if (spec.has('defaultBackend')) return undefined;
  return joined([[renameKey(backend, 'defaultBackend')], backendEdits(text, backend)]);
}

/** `serviceName` and `servicePort` become `service.name` and `service.port`. */
function backendEdits(text: string, backend: View): Edits {
  const entries = backend.entries;
  const old = entries.filter(({ key }) => key === 'serviceName' || key === 'servicePort');
  if (old.length === 0) return [];
  const [first, second] = old;
  if (first?.text === undefined || second?.text === undefined || entries.length !== 2)
    return undefined;
  const flow = backend.node?.type === 'map' && backend.node.flow;
  return flow ? flowBackend(text, first, second) : blockBackend(text, backend, first, second);
}

function flowBackend(text: string, first: View, second: View): Edits {
  const span = { start: quoteStart(text, first), end: second.outerSpan.end };
  if (text.slice(span.start, span.end).includes('#')) return undefined;
  const [name, port] = first.key === 'serviceName' ? [first, second] : [second, first];
  const place = inlineOf(first.parent);
  const number = portKey(port) === 'number' ? Number(port.text) : verbatim(rawValue(text, port));
  const service = { name: verbatim(rawValue(text, name)), port: { [portKey(port)]: number } };
  return [{ span, text: yamlPairs({ service }, place) }];
}

function blockBackend(text: string, backend: View, first: View, second: View): Edits {
  if (isQuotedKey(text, first) || isQuotedKey(text, second)) return undefined;
  const column = columnOf(text, first.keySpan.start);
  const deeper = column - columnOf(text, backend.keySpan.start);
  const step = ' '.repeat(deeper > 0 ? deeper : 2);
  const eol = lineBreak(text);
  const pad = ' '.repeat(column);
  const line = (depth: number, key: string): string => `${eol}${pad}${step.repeat(depth)}${key}`;
  const port = first.key === 'servicePort' ? first : second;
  const number = `port:${line(2, portKey(port))}`;
  return [
    {
      span: first.keySpan,
      text: `service:${line(1, first.key === 'serviceName' ? 'name' : number)}`,
    },
    ...indentedLines(
      text,
      lineEnd(text, first.span.end),
      lineStart(text, second.keySpan.start),
      step,
    ),
    { span: second.keySpan, text: step + (second.key === 'serviceName' ? 'name' : number) },
    ...(portKey(port) === 'number' ? [{ span: port.outerSpan, text: port.text ?? '' }] : []),
  ];
}

/** The lines from `start` to `end`, comments as they are, one step to the right. */
function indentedLines(
  text: string,
  start: number,
  end: number,
  step: string,
): readonly TextEdit[] {
  const edits: TextEdit[] = [];
  for (let at = start; at < end; at = lineEnd(text, at)) {
    if (text.slice(at, lineEnd(text, at)).trim() !== '')
      edits.push({ span: { start: at, end: at }, text: step });
  }
  return edits;
}

function pathTypeEdits(text: string, path: View, pathType: PathType): Edits {
  const present = path.get('pathType');
  if (present.text !== undefined) return [];
  if (present.exists) return [replaceValue(present, pathType)];
  const [first] = path.entries;
  if (first === undefined) return undefined;
  const value = path.get('path');
  return [
    value.exists
      ? insertAfterEntry(text, value, { pathType })
      : insertBeforeEntry(text, first, { pathType }),
  ];
}

/**
 * Moves the class from its old annotation to `ingressClassName`. GKE reads only the annotation, so
 * its classes stay where they are.
 */
export function classEdits(text: string, ingress: View): Edits {
  const annotation = ingress.get('metadata', 'annotations', INGRESS_CLASS_ANNOTATION);
  if (!annotation.exists || isGkeClass(annotation.text)) return [];
  const spec = ingress.get('spec');
  const [first] = spec.entries;
  if (first === undefined) return undefined;
  const removal = removeAnnotations(text, [annotation]);
  if (spec.has('ingressClassName') || annotation.text === undefined) return removal;
  const ingressClassName = annotation.text;
  return [...removal, insertBeforeEntry(text, first, { ingressClassName })];
}

export function isGkeClass(name: string | undefined): boolean {
  return name !== undefined && /^gce(?:-internal)?$/.test(name);
}

/** A port is a number, also in quotes: a name of digits alone was never allowed. */
function portKey(port: View): 'number' | 'name' {
  return /^\d+$/.test(port.text ?? '') ? 'number' : 'name';
}
