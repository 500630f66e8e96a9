import { readFileSync } from 'node:fs';
import { parseAllDocuments } from 'yaml';
import { expandSnippet, loadSnippets } from '../../src/core/completion/snippet.ts';
import type { Snippet, SnippetLanguage } from '../../src/core/completion/snippet.ts';

export type Json = Record<string, unknown>;

function readJson(file: string): Json {
  const url = new URL(`../../snippets/${file}.json`, import.meta.url);
  return JSON.parse(readFileSync(url, 'utf8')) as Json;
}

const read = (file: string, language: SnippetLanguage): readonly Snippet[] =>
  loadSnippets(readJson(file), language);

export const kubernetes = read('kubernetes', 'yaml');
export const compose = read('compose', 'dockercompose');
export const dockerfile = read('dockerfile', 'dockerfile');
export const files = read('files', 'file');
export const all = [...kubernetes, ...compose, ...dockerfile, ...files];

export const entries = ['kubernetes', 'compose', 'dockerfile', 'files'].flatMap((file) =>
  Object.values(readJson(file) as Record<string, Json>),
);

/** YAML that is no Kubernetes object: a chart's own file, workflows, and parts of an object. */
const NOT_MANIFESTS = new Set([
  'k8s-chart',
  'k8s-github-build-push',
  'k8s-github-deploy-staging',
  'k8s-envfrom',
  'k8s-configmap-volume',
]);
export const manifests = kubernetes.filter(({ prefix }) => !NOT_MANIFESTS.has(prefix));

export function documents(text: string): readonly Json[] {
  return parseAllDocuments(text).map((document) => document.toJS() as Json);
}

export function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((inner, key) => (inner as Json | undefined)?.[key], value);
}

export function expanded(prefix: string): string {
  const snippet = all.find((one) => one.prefix === prefix);
  return expandSnippet(snippet?.body ?? 'no such snippet');
}
