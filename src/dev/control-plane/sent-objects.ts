/** The objects of files, in the form in which they are sent to an API server. */
import { parse } from 'yaml';
import type { Finding } from '../../core/lint/lint.ts';
import type { KubernetesObject } from '../../core/kubernetes/manifest.ts';
import type { Workspace } from '../../core/workspace/workspace.ts';
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

/** The whole object that a finding is in. */
export function objectAt(workspace: Workspace, { path, span }: Finding): SentObject | undefined {
  return wholeObjects(workspace, path).find(({ object: { document, view } }) => {
    const inDocument =
      document.start <= span.start && span.end <= document.start + document.text.length;
    // The view of a document's root ends where its last value does, before the last comment.
    const isRoot = view.path.length === 0;
    return inDocument && (isRoot || (view.span.start <= span.start && span.end <= view.span.end));
  });
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
