/** A source of objects beside the files, such as a cluster that was asked. It does not change. */
export interface ObjectSource {
  readonly by: 'cluster';
  /** What it is and of when: `cluster "kind-dev", 12:04`. */
  readonly title: string;
  /** False also where it may not be asked: what it does not know does not count as missing. */
  readonly has: (kind: string, name: string, namespace: string) => boolean;
}
