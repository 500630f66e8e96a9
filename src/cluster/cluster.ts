/**
 * The only part that reads a kubeconfig, and the only one that speaks to a cluster: a bundle of its
 * own, which is read when the person has asked for it by name.
 */
import { homedir } from 'node:os';
import { connect } from './connect.ts';
import type { Connection } from './connection.ts';
import { readKubeconfig } from './kubeconfig.ts';
import type {
  FoundContext,
  Kubeconfig,
  Outcome,
  ReadRequest,
} from '../core/live/cluster-access.ts';
import { readCluster } from './read-cluster.ts';
import type { Snapshot } from '../core/live/snapshot.ts';

/** @see ClusterAccess */
export async function readContexts(
  environment: Readonly<Record<string, string | undefined>> = process.env,
  foreign: readonly string[] = [],
): Promise<Kubeconfig> {
  return await readKubeconfig({ environment, home: homeOf(environment), foreign });
}

function homeOf({ HOME, USERPROFILE }: Readonly<Record<string, string | undefined>>): string {
  const named = process.platform === 'win32' ? (HOME ?? USERPROFILE) : HOME;
  return named === undefined || named === '' ? homedir() : named;
}

/** @see ClusterAccess */
export async function readFacts(
  context: FoundContext,
  request: Omit<ReadRequest, 'context'>,
): Promise<Outcome<Snapshot>> {
  return await withConnection(context, request.signal, (connection) =>
    readCluster(connection, { ...request, context: context.facts }),
  );
}

async function withConnection<Value>(
  context: FoundContext,
  signal: AbortSignal,
  use: (connection: Connection) => Promise<Outcome<Value>>,
): Promise<Outcome<Value>> {
  const connection = await connect(context, signal);
  if (!connection.ok) return connection;
  try {
    return await use(connection.value);
  } finally {
    connection.value.close();
  }
}
