/** Rewrites Endpoints as EndpointSlices: one for each subset and address family. */
import type { Fix, TextEdit } from '../../core/lint/fix.ts';
import {
  appendToMap,
  insertAfterEntry,
  insertDocument,
  replaceEntry,
  replaceValue,
} from '../../core/lint/fix.ts';
import type { KubernetesObject } from '../../core/kubernetes/manifest.ts';
import { lineEnd, lineStart } from '../../core/text/text.ts';
import type { View } from '../../core/yaml/view.ts';
import { addressFamily } from './addresses.ts';
import type { AddressFamily } from './addresses.ts';
import { SERVICE_NAME_LABEL } from './endpoints.ts';

interface Slice {
  readonly family: AddressFamily;
  readonly addresses: readonly { readonly at: View; readonly ready: boolean }[];
  readonly ports: View;
}

const ADDRESS_FIELDS = ['ip', 'hostname', 'nodeName'];
const SUBSET_FIELDS = ['addresses', 'notReadyAddresses', 'ports'];

/** Nothing where an EndpointSlice cannot say the same, or no address is given. */
export function toEndpointSlices(
  object: KubernetesObject,
  text: string | undefined,
): readonly Fix[] {
  const slices = readSlices(object);
  const metadata = object.view.get('metadata').node;
  if (text === undefined || object.name === undefined || slices === undefined) return [];
  if (metadata?.type !== 'map' || metadata.flow) return [];
  const edits = () => [{ path: object.path, edits: conversion(object, text, slices) }];
  return [{ title: 'Convert to an EndpointSlice', edits }];
}

function readSlices(object: KubernetesObject): readonly Slice[] | undefined {
  const subsets = object.view.get('subsets').items;
  const understood = subsets.every(
    (subset) =>
      subset.keys.every((key) => SUBSET_FIELDS.includes(key)) &&
      addresses(subset).every(
        ({ at }) =>
          at.keys.every((key) => ADDRESS_FIELDS.includes(key)) &&
          addressFamily(at.get('ip').text ?? '') !== undefined,
      ),
  );
  if (!understood) return undefined;
  const slices = subsets.flatMap((subset) =>
    (['IPv4', 'IPv6'] as const).flatMap((family) => {
      const own = addresses(subset).filter(
        ({ at }) => addressFamily(at.get('ip').text ?? '') === family,
      );
      return own.length === 0 ? [] : [{ family, addresses: own, ports: subset.get('ports') }];
    }),
  );
  return slices.length === 0 ? undefined : slices;
}

function addresses(subset: View): Slice['addresses'] {
  const of = (field: string, ready: boolean): Slice['addresses'] =>
    subset.get(field).items.map((at) => ({ at, ready }));
  return [...of('addresses', true), ...of('notReadyAddresses', false)];
}

function conversion(
  object: KubernetesObject,
  text: string,
  slices: readonly Slice[],
): readonly TextEdit[] {
  const { view } = object;
  const [first, ...more] = slices;
  if (first === undefined) return [];
  const others = more.map((slice, i) => sliceDocument(object, text, slice, i + 2)).join('\n---\n');
  return [
    replaceValue(view.get('apiVersion'), 'discovery.k8s.io/v1'),
    replaceValue(view.get('kind'), 'EndpointSlice'),
    labelEdit(object, text),
    replaceEntry(text, view.get('subsets'), sliceBody(text, first)),
    ...(others === '' ? [] : [insertDocument(text, object.document, others)]),
  ];
}

function labelEdit(object: KubernetesObject, text: string): TextEdit {
  const metadata = object.view.get('metadata');
  const label = `${SERVICE_NAME_LABEL}: ${object.name ?? ''}`;
  const appended = appendToMap(text, metadata.get('labels'), label);
  if (appended !== undefined) return appended;
  const last = metadata.entries.at(-1) ?? metadata.get('name');
  return insertAfterEntry(text, last, `labels:\n  ${label}`);
}

function sliceDocument(
  object: KubernetesObject,
  text: string,
  slice: Slice,
  number: number,
): string {
  return [
    'apiVersion: discovery.k8s.io/v1',
    'kind: EndpointSlice',
    'metadata:',
    `  name: ${object.name ?? ''}-${String(number)}`,
    ...(object.ownNamespace === undefined ? [] : [`  namespace: ${object.ownNamespace}`]),
    '  labels:',
    `    ${SERVICE_NAME_LABEL}: ${object.name ?? ''}`,
    sliceBody(text, slice),
  ].join('\n');
}

function sliceBody(text: string, { family, addresses: own, ports }: Slice): string {
  return [
    `addressType: ${family}`,
    'endpoints:',
    ...own.flatMap(({ at, ready }) => endpoint(text, at, ready)),
    ...(ports.items.length === 0
      ? ['ports: []']
      : ['ports:', ...ports.items.flatMap((port) => portLines(text, port))]),
  ].join('\n');
}

function endpoint(text: string, at: View, ready: boolean): readonly string[] {
  const ip = at.get('ip');
  const address = ip.text?.includes(':') === true ? JSON.stringify(ip.text) : (ip.text ?? '');
  const others = ['hostname', 'nodeName'].flatMap((field) => {
    const value = at.get(field).text;
    return value === undefined ? [] : [`    ${field}: ${value}`];
  });
  return [
    ...commentsAbove(text, at).map((comment) => `  ${comment}`),
    '  - addresses:',
    `      - ${address}${commentBehind(text, ip)}`,
    ...(ready ? [] : ['    conditions:', '      ready: false']),
    ...others,
  ];
}

function portLines(text: string, port: View): readonly string[] {
  const lines = port.entries.map(
    (entry) => `${entry.key}: ${sourceOf(text, entry)}${commentBehind(text, entry)}`,
  );
  return [
    ...commentsAbove(text, port).map((comment) => `  ${comment}`),
    ...lines.map((line, i) => (i === 0 ? `  - ${line}` : `    ${line}`)),
  ];
}

/** A scalar as it is written, quotes included. */
function sourceOf(text: string, view: View): string {
  const { start, end } = view.span;
  const node = view.node;
  const quoted = node?.type === 'scalar' && (node.style === 'single' || node.style === 'double');
  return quoted ? text.slice(start - 1, end + 1) : text.slice(start, end);
}

function commentBehind(text: string, view: View): string {
  const rest = text.slice(view.span.end, lineEnd(text, view.span.end));
  const comment = /^["']?\s*(#.*?)\s*$/.exec(rest)?.[1];
  return comment === undefined ? '' : ` ${comment}`;
}

/** The comment lines right above an item. */
function commentsAbove(text: string, item: View): readonly string[] {
  const comments: string[] = [];
  let start = lineStart(text, item.span.start);
  while (start > 0) {
    const above = lineStart(text, start - 1);
    const line = text.slice(above, start).trim();
    if (!line.startsWith('#')) break;
    comments.unshift(line);
    start = above;
  }
  return comments;
}
