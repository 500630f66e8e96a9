/**
 * What an answer can depend on. Who asks notes these keys, and a change says which of them it has
 * touched: the two meet nowhere else, so no other file writes such a key as text.
 */
declare const KEY: unique symbol;

export type Dependency = string & { readonly [KEY]: true };

const key = (text: string): Dependency => text as Dependency;

/** What the project files say. */
export const PROJECT = key('project');
/** Which files there are, read or not. */
export const FILES = key('files');
/** Kustomizations, charts and stacks: which files belong together, and what becomes of them. */
export const STRUCTURE = key('structure');
/** Every namespace that is used or defined. */
export const NAMESPACES = key('namespaces');
/** Which files that may hold manifests were not read. */
export const UNREAD = key('unread');
/** Objects of any kind that say which Secret is written for them. */
export const WRITERS = key('writers');
export const COMPOSE_FILES = key('compose');
/** What Kubernetes says of its own kinds, which is there some time after the files. */
export const SCHEMA = key('schema');

/** What a cluster says that the person has chosen: it comes, changes and goes on their command. */
export const CLUSTER = key('cluster');

/** The objects of a kind, with their texts. */
export const objectsOfKind = (kind: string): Dependency => key(`kind:${kind}`);

/** The objects that have a name, their own or one that kustomize gives them. */
export const objectsNamed = (kind: string, name: string): Dependency => key(`name:${kind}/${name}`);

/** What runs pods in a namespace, with what their selectors and ports say; undefined for all. */
export const podsIn = (namespace?: string): Dependency =>
  key(namespace === undefined ? 'pods' : `pods:${namespace}`);

/** The Services of a namespace, with their selectors and ports; undefined for all. */
export const servicesIn = (namespace?: string): Dependency =>
  key(namespace === undefined ? 'services' : `services:${namespace}`);

/** The text of a file. */
export const textOf = (path: string): Dependency => key(`text:${path}`);

/** The role, stack and placements of what a file holds. */
export const placeOf = (path: string): Dependency => key(`place:${path}`);

/** Where things stand in a file: every edit moves them. */
export const positionsIn = (path: string): Dependency => key(`positions:${path}`);
