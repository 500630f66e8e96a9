/** The objects of files, in the form in which they are sent to an API server. */
import type { KubernetesObject } from '../../src/core/manifest.ts';
import type { Workspace } from '../../src/core/workspace.ts';
import { parse } from 'yaml';
import type { Sent } from './api-server.ts';

/** An object of ours with what of it goes to the server. */
export interface SentObject extends Sent {
  readonly object: KubernetesObject;
  /** `Service/redis`. */
  readonly title: string;
}

/** The whole objects of a file: neither patches nor templates, nor what only kustomize reads. */
export function wholeObjects(workspace: Workspace, path: string): readonly SentObject[] {
  return workspace
    .objectsIn(path)
    .filter((object) => workspace.roleOf(object) === 'whole')
    .filter(({ group }) => group !== 'kustomize.config.k8s.io')
    .map((object) => ({
      ...{ object, title: object.title, apiVersion: object.apiVersion, kind: object.kind },
      namespace: object.ownNamespace,
      text: textOf(object),
    }));
}

/** The text of its document; of an item of a List, what it says. */
function textOf({ document, view }: KubernetesObject): string {
  if (view.path.length === 0) return document.text;
  const item = view.path.reduce<unknown>(
    (value, step) => (value as Readonly<Record<string, unknown>>)[String(step)],
    parse(document.text),
  );
  return JSON.stringify(item);
}
