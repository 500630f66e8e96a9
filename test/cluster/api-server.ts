/** The API server of this run, asked what it thinks of an object. */
import { KubeConfig } from '@kubernetes/client-node';
import { readdirSync, readFileSync } from 'node:fs';
import type { OutgoingHttpHeaders } from 'node:http';
import { Agent, request } from 'node:https';
import type { RequestOptions } from 'node:https';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parse } from 'yaml';

const kubeconfig = process.env['NEXT_STEPS_TEST_KUBECONFIG'];
const minor = process.env['NEXT_STEPS_TEST_MINOR'];
if (kubeconfig === undefined || minor === undefined)
  throw new Error('These tests need an API server: run them with "npm test -- cluster".');

/** 36 for Kubernetes 1.36. */
export const MINOR = Number(minor);

/** What the server says to an object that somebody wants to create. */
export interface Answer {
  readonly accepted: boolean;
  /** The server's own sentence; '' for what it accepts. */
  readonly message: string;
}

/** What is sent: the text is YAML or JSON of one object, as it stands in its file. */
export interface Sent {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace: string | undefined;
  readonly text: string;
}

interface Resource {
  readonly name: string;
  readonly kind: string;
  readonly namespaced: boolean;
}

const config = new KubeConfig();
config.loadFromFile(kubeconfig);
const options: RequestOptions = {};
await config.applyToHTTPSOptions(options);
const authorization = options.headers as OutgoingHttpHeaders;
const agent = new Agent({ keepAlive: true, ca: options.ca });
const known = new Map<string, readonly Resource[]>();
const namespaces = new Set(['default']);

/**
 * Asks as `kubectl create --dry-run=server --validate=strict` does: everything but keeping the object.
 * The text goes as it is, so that the server reads the YAML itself. The namespace is made before.
 */
export async function tryCreate(sent: Sent): Promise<Answer> {
  const { apiVersion, kind, namespace = 'default' } = sent;
  const resource = (await resourcesOf(apiVersion)).find((one) => one.kind === kind);
  if (resource === undefined)
    return { accepted: false, message: `${apiVersion} ${kind} is not served` };
  if (resource.namespaced && !namespaces.has(namespace)) await makeNamespace(namespace);
  const within = resource.namespaced ? `namespaces/${namespace}/` : '';
  const query = 'dryRun=All&fieldValidation=Strict&fieldManager=test';
  const path = `${rootOf(apiVersion)}/${within}${resource.name}?${query}`;
  const { code, body } = await send('POST', path, sent.text);
  const status = JSON.parse(body) as { readonly reason?: string; readonly message?: string };
  // A Namespace that was made for the objects in it: by then, all of it has been looked at.
  if (code < 300 || status.reason === 'AlreadyExists') return { accepted: true, message: '' };
  return { accepted: false, message: status.message ?? body };
}

/** The kinds that the server has in a version such as `apps/v1`; none where it has no such version. */
export async function resourcesOf(apiVersion: string): Promise<readonly Resource[]> {
  const before = known.get(apiVersion);
  if (before !== undefined) return before;
  const { code, body } = await send('GET', rootOf(apiVersion));
  const list = code === 200 ? (JSON.parse(body) as { resources: readonly Resource[] }) : undefined;
  const resources = (list?.resources ?? []).filter(({ name }) => !name.includes('/'));
  known.set(apiVersion, resources);
  return resources;
}

/** Adds the custom kinds of `crds/`, and waits until they are served. */
export async function addCustomKinds(): Promise<void> {
  const folder = join(import.meta.dirname, 'crds');
  for (const name of readdirSync(folder)) {
    const text = readFileSync(join(folder, name), 'utf8');
    await make('/apis/apiextensions.k8s.io/v1/customresourcedefinitions', text);
    const { group, names, versions } = (parse(text) as CustomKind).spec;
    await untilServed(`${group}/${versions[0]?.name ?? ''}`, names.kind);
  }
}

interface CustomKind {
  readonly spec: {
    readonly group: string;
    readonly names: { readonly kind: string };
    readonly versions: readonly { readonly name: string }[];
  };
}

async function untilServed(apiVersion: string, kind: string): Promise<void> {
  const until = Date.now() + 20_000;
  while (!(await resourcesOf(apiVersion)).some((one) => one.kind === kind)) {
    if (Date.now() > until) throw new Error(`${kind} is not served after 20 s.`);
    known.delete(apiVersion);
    await sleep(100);
  }
}

async function makeNamespace(name: string): Promise<void> {
  const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name } };
  await make('/api/v1/namespaces', JSON.stringify(namespace));
  namespaces.add(name);
}

async function make(path: string, text: string): Promise<void> {
  const { code, body } = await send('POST', path, text);
  // 409: it is there already.
  if (code >= 300 && code !== 409) throw new Error(`The server answers ${String(code)}: ${body}`);
}

function rootOf(apiVersion: string): string {
  return apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
}

async function send(
  method: string,
  path: string,
  body?: string,
): Promise<{ readonly code: number; readonly body: string }> {
  const url = `${config.getCurrentCluster()?.server ?? ''}${path}`;
  return await new Promise((resolve, reject) => {
    const headers = { ...authorization, 'content-type': 'application/yaml' };
    const asked = request(url, { method, agent, headers }, (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (part: string) => (text += part));
      answer.on('end', () => {
        resolve({ code: answer.statusCode ?? 0, body: text });
      });
    });
    asked.on('error', reject);
    asked.end(body);
  });
}
