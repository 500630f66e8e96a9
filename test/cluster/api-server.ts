/** The API server of this run, with the custom kinds that fixtures need. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parse } from 'yaml';
import { ApiServer } from '../../src/dev/control-plane/api-server.ts';
import type { Answer, Sent } from '../../src/dev/control-plane/api-server.ts';

const kubeconfig = process.env['NEXT_STEPS_TEST_KUBECONFIG'];
const minor = process.env['NEXT_STEPS_TEST_MINOR'];
if (kubeconfig === undefined || minor === undefined)
  throw new Error('These tests need an API server: run them with "npm test -- cluster".');

/** 36 for Kubernetes 1.36. */
export const MINOR = Number(minor);

export const server = await ApiServer.of(kubeconfig);

export const tryCreate = (sent: Sent): Promise<Answer> => server.tryCreate(sent);

/** Adds the custom kinds of `crds/`, and waits until they are served. */
export async function addCustomKinds(): Promise<void> {
  const folder = join(import.meta.dirname, 'crds');
  for (const name of readdirSync(folder)) {
    const text = readFileSync(join(folder, name), 'utf8');
    await server.make('/apis/apiextensions.k8s.io/v1/customresourcedefinitions', text);
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
  while (!(await server.resourcesOf(apiVersion)).some((one) => one.kind === kind)) {
    if (Date.now() > until) throw new Error(`${kind} is not served after 20 s.`);
    server.forget(apiVersion);
    await sleep(100);
  }
}
