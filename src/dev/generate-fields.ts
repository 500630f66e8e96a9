import { existsSync, readFileSync } from 'node:fs';
import type { FieldEntry, FieldTable, FieldType } from '../core/hover/fields.ts';

/** The kinds that the deck and the rules speak of, with those a developer meets beside them. */
const KINDS: Readonly<Record<string, readonly string[]>> = {
  v1: [
    ...['ConfigMap', 'Endpoints', 'LimitRange', 'Namespace', 'Node', 'PersistentVolume'],
    ...['PersistentVolumeClaim', 'Pod', 'ReplicationController', 'ResourceQuota', 'Secret'],
    ...['Service', 'ServiceAccount'],
  ],
  'admissionregistration.k8s.io/v1': ['ValidatingAdmissionPolicy'],
  'apiextensions.k8s.io/v1': ['CustomResourceDefinition'],
  'apps/v1': ['DaemonSet', 'Deployment', 'ReplicaSet', 'StatefulSet'],
  'autoscaling/v1': ['HorizontalPodAutoscaler'],
  'autoscaling/v2': ['HorizontalPodAutoscaler'],
  'batch/v1': ['CronJob', 'Job'],
  'discovery.k8s.io/v1': ['EndpointSlice'],
  'networking.k8s.io/v1': ['Ingress', 'IngressClass', 'NetworkPolicy'],
  'policy/v1': ['PodDisruptionBudget'],
  'rbac.authorization.k8s.io/v1': ['ClusterRole', 'ClusterRoleBinding', 'Role', 'RoleBinding'],
  'scheduling.k8s.io/v1': ['PriorityClass'],
  'storage.k8s.io/v1': ['StorageClass'],
};

const LONGEST_SENTENCE = 220;
const packages = new URL('../../node_modules/', import.meta.url);
const clientModels = new URL('@kubernetes/client-node/dist/gen/models/', packages);

/** One field of a client class: its name in YAML, in the class, and its type as written there. */
interface Attribute {
  readonly name: string;
  readonly baseName: string;
  readonly type: string;
  readonly format: string;
}

/** A type to describe: its client class, and the file of kubernetes-models that has it too. */
interface Source {
  readonly className: string;
  readonly modelFile: URL | undefined;
}

function read(file: URL | undefined): string {
  return file !== undefined && existsSync(file) ? readFileSync(file, 'utf8') : '';
}

/** The first sentence of a comment, shortened at a word where it is too long. */
function firstSentence(comment: string): string {
  const text = comment
    .replace(/^\s*\*+ ?/gm, '')
    .replace(/\\(["'])/g, '$1')
    .replace(/\s+/g, ' ')
    .trim();
  const hidden = text.replace(/\b(?:e\.g|i\.e|etc|vs|eg|ex)\./gi, (short) =>
    short.replaceAll('.', '\u0001'),
  );
  // A lone "Required." says too little, so the sentence behind it comes along.
  const end = /(?<!^\w+)[.!?](?=\s+[A-Z"'`(]|$)/.exec(hidden);
  const sentence = text.slice(0, end ? end.index + 1 : undefined);
  if (sentence.length <= LONGEST_SENTENCE) return sentence;
  return `${sentence.slice(0, LONGEST_SENTENCE - 1).replace(/\s\S*$/, '')}…`;
}

/** Comments by field; the quotes around names are there in both packages. */
function fieldComments(declaration: string): Map<string, string> {
  const comments = new Map<string, string>();
  const field = /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*['"]([^'"]+)['"]\??:/g;
  for (const [, comment = '', name = ''] of declaration.matchAll(field)) {
    // The client puts this text about the Go type in the place of the field's own.
    const isOwn = !comment.includes('IntOrString is a type that can hold');
    if (isOwn && !comments.has(name)) comments.set(name, comment);
  }
  return comments;
}

function classComment(declaration: string): string {
  const match = /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*export declare class/.exec(declaration);
  return match?.[1] ?? '';
}

function attributesOf(className: string): readonly Attribute[] {
  const source = read(new URL(`${className}.js`, clientModels));
  const map = /\.attributeTypeMap = (\[[\s\S]*?\n\]);/.exec(source)?.[1];
  return map === undefined ? [] : (JSON.parse(map) as readonly Attribute[]);
}

/** The files that kubernetes-models imports for the types of its fields, by field. */
function modelFiles(file: URL | undefined): Map<string, URL> {
  const text = read(file);
  const imports = new Map<string, string>();
  for (const [, names = '', path = ''] of text.matchAll(/import \{([^}]*)\} from "([^"]+)"/g)) {
    for (const name of names.split(',')) imports.set(name.trim(), path);
  }
  const files = new Map<string, URL>();
  for (const [, field = '', type = ''] of text.matchAll(/"([^"]+)"\??: ([^;]+);/g)) {
    const path = imports.get(/\bI+oK8s\w+/.exec(type)?.[0] ?? '');
    if (path === undefined || files.has(field)) continue;
    files.set(field, new URL(`${path}.d.ts`, path.startsWith('.') ? file : packages));
  }
  return files;
}

const SCALARS: Readonly<Record<string, string>> = {
  Date: 'time',
  V1MicroTime: 'time',
  IntOrString: 'integer or string',
  boolean: 'boolean',
  string: 'string',
};

function scalarType({ format }: Attribute, type: string): string {
  if (type === 'number') return format.startsWith('int') ? 'integer' : 'number';
  return SCALARS[type] ?? 'any';
}

/** `V1HTTPIngressPath` without the version and the group that some classes carry before it. */
function shortName(className: string): string {
  return className.replace(/^(?:[A-Z][a-z]+)?V\d+(?:(?:alpha|beta)\d+)?(?=[A-Z])/, '');
}

/** Collects types as they are first met, so that the same packages always give the same table. */
class TypeCollector {
  readonly types: FieldType[] = [];
  readonly #indexes = new Map<string, number>();

  /** The index of a type, which is read first if it is new, with all that it refers to. */
  add(source: Source): number {
    const known = this.#indexes.get(source.className);
    if (known !== undefined) return known;
    const index = this.types.length;
    this.#indexes.set(source.className, index);
    const fields: Record<string, FieldEntry> = {};
    this.types.push({ name: shortName(source.className), fields });
    const declaration = read(new URL(`${source.className}.d.ts`, clientModels));
    const comments = fieldComments(declaration);
    const modelComments = fieldComments(read(source.modelFile));
    const files = modelFiles(source.modelFile);
    const isKind = declaration.includes("'kind'?:") && declaration.includes("'status'?:");
    for (const attribute of attributesOf(source.className)) {
      const { name, baseName } = attribute;
      // What a status says is written by Kubernetes alone: its name is known, no more.
      if (isKind && baseName === 'status') {
        fields[baseName] = ['', 'any'];
        continue;
      }
      const child = files.get(baseName);
      const comment = comments.get(name) ?? modelComments.get(baseName) ?? ownComment(attribute);
      const type = this.#type(attribute, attribute.type, child);
      const sentence = firstSentence(comment);
      fields[baseName] = type === 'string' ? sentence : [sentence, type];
    }
    return index;
  }

  #type(attribute: Attribute, type: string, modelFile: URL | undefined): string {
    const item = /^Array<(.+)>$/.exec(type)?.[1];
    if (item !== undefined) return `[]${this.#type(attribute, item, modelFile)}`;
    const value = /^\{ \[key: string\]: (.+); \}$/.exec(type)?.[1];
    if (value !== undefined) return `{}${this.#type(attribute, value, modelFile)}`;
    if (attributesOf(type).length === 0) return scalarType(attribute, type);
    return `#${String(this.add({ className: type, modelFile }))}`;
  }
}

/** For a field without a sentence of its own: what its type says of itself. */
function ownComment({ type }: Attribute): string {
  const className = /\w*V\d\w+/.exec(type)?.[0];
  return className === undefined
    ? ''
    : classComment(read(new URL(`${className}.d.ts`, clientModels)));
}

function kindSource(apiVersion: string, kind: string): Source {
  const version = apiVersion.split('/').at(-1) ?? '';
  return {
    className: version.charAt(0).toUpperCase() + version.slice(1) + kind,
    modelFile: new URL(`kubernetes-models/${apiVersion}/${kind}.d.ts`, packages),
  };
}

function clientVersion(): string {
  const manifest: unknown = JSON.parse(read(new URL('../../../package.json', clientModels)));
  const hasVersion = typeof manifest === 'object' && manifest !== null && 'version' in manifest;
  return hasVersion ? String(manifest.version) : '';
}

/**
 * The text of media/fields.json, a `FieldTable` with one type a line.
 * Throws if a kind is missing from the installed client.
 */
export function generateFields(): string {
  const collector = new TypeCollector();
  const kinds: Record<string, number> = {};
  for (const [apiVersion, names] of Object.entries(KINDS)) {
    for (const kind of names) {
      const source = kindSource(apiVersion, kind);
      if (attributesOf(source.className).length === 0) throw new Error(`no class for ${kind}`);
      kinds[`${apiVersion}/${kind}`] = collector.add(source);
    }
  }
  const release = /release-(\d+\.\d+)/.exec(read(new URL('V1Pod.d.ts', clientModels)))?.[1] ?? '';
  const head: Omit<FieldTable, 'types'> = {
    kubernetes: release,
    source: `@kubernetes/client-node ${clientVersion()}`,
    license: 'Apache-2.0',
    notice:
      'Field descriptions of the Kubernetes API, copyright The Kubernetes Authors, licensed under the Apache License 2.0. Changed: cut to their first sentence.',
    kinds,
  };
  const types = collector.types.map((type) => JSON.stringify(type)).join(',\n');
  return `${JSON.stringify(head).slice(0, -1)},\n"types":[\n${types}\n]}\n`;
}
