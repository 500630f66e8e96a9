import type { YamlFields } from '../yaml/write.ts';

export interface NewObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  /** Left out where nothing is said: then the object goes where its file is applied. */
  readonly namespace?: string | undefined;
  readonly labels?: Readonly<Record<string, string>>;
}

/** A new object, in the order in which people write its fields. */
export function newObject(head: NewObject, body: YamlFields = {}): YamlFields {
  const { apiVersion, kind, name, namespace, labels } = head;
  return { apiVersion, kind, metadata: { name, namespace, labels }, ...body };
}
