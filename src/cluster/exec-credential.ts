/**
 * Runs the program that a kubeconfig names for signing in (client.authentication.k8s.io), as kubectl
 * does: without a shell, and stopped where it takes too long. Only ever after consent to its context.
 */
import { execFile } from 'node:child_process';
import { homedir } from 'node:os';
import { listOf, recordOf, textOf, textsOf } from '../core/live/json.ts';
import type { JsonObject } from '../core/live/json.ts';
import { CANCELLED, failed } from './problem.ts';
import type { Outcome } from '../core/live/cluster-access.ts';

export interface ExecCredential {
  readonly token?: string;
  /** PEM. */
  readonly certificate?: string;
  readonly key?: string;
}

/** Milliseconds: signing in may ask another service. */
export const EXEC_TIME_LIMIT = 30_000;
const LARGEST_OUTPUT = 1_000_000;

/**
 * @param exec the `exec` part of a user
 * @param cluster the entry of the cluster, which some programs ask for
 */
export async function runExec(
  exec: JsonObject,
  cluster: JsonObject,
  signal: AbortSignal,
  timeLimit = EXEC_TIME_LIMIT,
): Promise<Outcome<ExecCredential>> {
  const command = textOf(exec['command']) ?? '';
  const apiVersion = textOf(exec['apiVersion']) ?? '';
  if (command === '') return refused('The context names no program to sign in with.');
  if (!/^client\.authentication\.k8s\.io\/(?:v1|v1beta1)$/.test(apiVersion))
    return refused(`"${command}" speaks "${apiVersion}", which kubectl no longer accepts either.`);
  if (textOf(exec['interactiveMode']) === 'Always')
    return refused(`"${command}" asks questions in a terminal: run it there once, then retry.`);
  const info = { apiVersion, kind: 'ExecCredential', spec: specOf(exec, cluster) };
  const output = await run(command, {
    ...{ args: textsOf(exec['args']), signal, timeLimit },
    env: { ...environmentOf(exec), KUBERNETES_EXEC_INFO: JSON.stringify(info) },
    hint: textOf(exec['installHint']),
  });
  return output.ok ? readCredential(output.value, command) : output;
}

function specOf(exec: JsonObject, cluster: JsonObject): JsonObject {
  if (exec['provideClusterInfo'] !== true) return { interactive: false };
  const fields = ['server', 'tls-server-name', 'insecure-skip-tls-verify', 'proxy-url'];
  const described: JsonObject = Object.fromEntries(
    [...fields, 'certificate-authority-data'].flatMap((field) => {
      const value = cluster[field];
      return value === undefined ? [] : [[field, value]];
    }),
  );
  return { interactive: false, cluster: described };
}

function environmentOf(exec: JsonObject): NodeJS.ProcessEnv {
  const added = listOf(exec['env']).map(recordOf);
  const pairs = added.map(({ name, value }) => [textOf(name) ?? '', textOf(value) ?? ''] as const);
  const named: NodeJS.ProcessEnv = Object.fromEntries(pairs.filter(([name]) => name !== ''));
  return { ...process.env, ...named };
}

interface Run {
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
  readonly timeLimit: number;
  readonly hint: string | undefined;
}

function run(
  command: string,
  { args, env, signal, timeLimit, hint }: Run,
): Promise<Outcome<string>> {
  const options = {
    ...{ env, signal, timeout: timeLimit, maxBuffer: LARGEST_OUTPUT, windowsHide: true },
    killSignal: 'SIGKILL',
    // Not where the person works: Windows looks for programs there first.
    cwd: homedir(),
  } as const;
  return new Promise((resolve) => {
    const child = execFile(command, [...args], options, (error, output, errors) => {
      if (error === null) resolve({ ok: true, value: output });
      else if (signal.aborted) resolve(failed(CANCELLED));
      else resolve(refused(failureOf(command, error, { errors, timeLimit, hint })));
    });
    child.stdin?.end();
  });
}

interface Failure {
  readonly errors: string;
  readonly timeLimit: number;
  readonly hint: string | undefined;
}

function failureOf(
  command: string,
  error: { readonly code?: unknown; readonly killed?: unknown },
  { errors, timeLimit, hint }: Failure,
): string {
  if (error.code === 'ENOENT')
    return `"${command}", which this context signs in with, isn't installed. ${hint ?? ''}`.trim();
  if (error.killed === true)
    return `"${command}" didn't finish within ${timeLimit / 1000} s: sign in with it in a terminal, then retry.`;
  const last = errors.trim().split('\n').at(-1) ?? '';
  return `"${command}" failed: ${last === '' ? 'it says nothing more.' : last.slice(0, 300)}`;
}

function readCredential(output: string, command: string): Outcome<ExecCredential> {
  let status: JsonObject;
  try {
    status = recordOf(recordOf(JSON.parse(output))['status']);
  } catch {
    return refused(`"${command}" printed no credential that can be read.`);
  }
  const token = textOf(status['token']);
  const certificate = textOf(status['clientCertificateData']);
  const key = textOf(status['clientKeyData']);
  if (token === undefined && (certificate === undefined || key === undefined))
    return refused(`"${command}" printed neither a token nor a certificate.`);
  return {
    ok: true,
    value: {
      ...(token !== undefined && { token }),
      ...(certificate !== undefined && { certificate }),
      ...(key !== undefined && { key }),
    },
  };
}

function refused(text: string): ReturnType<typeof failed> {
  return failed({ state: 'credentials', text });
}
