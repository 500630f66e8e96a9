/** Rewrites Endpoints as EndpointSlices: one for each subset and address family. */
import type { Fix, TextEdit } from '../../core/lint/fix.ts';
import {
  appendToMap,
  insertAfterEntry,
  insertDocument,
  replaceEntry,
} from '../../core/lint/fix.ts';
import { newObject } from '../../core/kubernetes/new-object.ts';
import { isAlias, replaceValue, wholeSpan } from '../../core/yaml/rewrite.ts';
import { commented, verbatim } from '../../core/yaml/write.ts';
import type { YamlFields, YamlValue } from '../../core/yaml/write.ts';
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
  const others = more.map((slice, i) => sliceObject(object, text, slice, i + 2));
  return [
    replaceValue(view.get('apiVersion'), 'discovery.k8s.io/v1'),
    replaceValue(view.get('kind'), 'EndpointSlice'),
    labelEdit(object, text),
    replaceEntry(text, view.get('subsets'), sliceBody(text, first)),
    ...(others.length === 0 ? [] : [insertDocument(text, object.document, ...others)]),
  ];
}

function labelEdit(object: KubernetesObject, text: string): TextEdit {
  const metadata = object.view.get('metadata');
  const labels = { [SERVICE_NAME_LABEL]: object.name ?? '' };
  const appended = appendToMap(text, metadata.get('labels'), labels);
  if (appended !== undefined) return appended;
  const last = metadata.lastEntry ?? metadata.get('name');
  return insertAfterEntry(text, last, { labels });
}

function sliceObject(
  object: KubernetesObject,
  text: string,
  slice: Slice,
  number: number,
): YamlFields {
  const service = object.name ?? '';
  return newObject(
    {
      ...{ apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice' },
      ...{ name: `${service}-${String(number)}`, namespace: object.ownNamespace },
      labels: { [SERVICE_NAME_LABEL]: service },
    },
    sliceBody(text, slice),
  );
}

function sliceBody(text: string, { family, addresses: own, ports }: Slice): YamlFields {
  return {
    addressType: family,
    endpoints: own.map(({ at, ready }) => endpoint(text, at, ready)),
    ports: ports.items.map((port) => slicePort(text, port)),
  };
}

function endpoint(text: string, at: View, ready: boolean): YamlValue {
  const ip = at.get('ip');
  const written = {
    addresses: [commented(ip.text ?? '', { behind: commentBehind(text, ip) })],
    conditions: ready ? undefined : { ready: false },
    hostname: at.get('hostname').text,
    nodeName: at.get('nodeName').text,
  };
  return commented(written, { above: commentsAbove(text, at) });
}

/** The fields of a port are the same; they stay as they are written. */
function slicePort(text: string, port: View): YamlValue {
  const fields = port.entries.map((entry): [string, YamlValue] => [
    entry.key,
    commented(asWritten(text, entry), { behind: commentBehind(text, entry) }),
  ]);
  return commented(Object.fromEntries(fields), { above: commentsAbove(text, port) });
}

/** A scalar as the file has it; one that takes lines of its own, or names an anchor, is written anew. */
function asWritten(text: string, view: View): YamlValue {
  const { start, end } = wholeSpan(view);
  const source = text.slice(start, end);
  return isAlias(view) || source.includes('\n') ? (view.text ?? '') : verbatim(source);
}

function commentBehind(text: string, view: View): string | undefined {
  const rest = text.slice(view.span.end, lineEnd(text, view.span.end));
  return /^["']?\s*#\s?(.*?)\s*$/.exec(rest)?.[1];
}

/** The comment lines right above an item. */
function commentsAbove(text: string, item: View): readonly string[] {
  const comments: string[] = [];
  let start = lineStart(text, item.span.start);
  while (start > 0) {
    const above = lineStart(text, start - 1);
    const [, comment] = /^\s*#\s?(.*?)\s*$/.exec(text.slice(above, start)) ?? [];
    if (comment === undefined) break;
    comments.unshift(comment);
    start = above;
  }
  return comments;
}
