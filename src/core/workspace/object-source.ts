/** A source of objects beside the files, such as a cluster that was asked. It does not change. */
export interface ObjectSource {
  /** As a person knows it: the context of the cluster. */
  readonly name: string;
  /** `absent` only where all that would show it could be asked; '' stands outside of namespaces. */
  readonly existence: (wanted: {
    readonly kind: string;
    readonly name: string;
    readonly namespace: string;
  }) => 'present' | 'absent' | 'unknown';
}
