/** Who says what a schema tells about a file: we, or an editor's extension that has a schema of its own. */

/** `auto` is silent where another extension says the same. */
export type SchemaMode = 'auto' | 'on' | 'off';

export const SCHEMA_MODES: readonly SchemaMode[] = ['auto', 'on', 'off'];

export function schemaModeOf(text: unknown): SchemaMode | undefined {
  return SCHEMA_MODES.find((mode) => mode === text);
}

export interface VoiceOptions {
  /** Where the project file does not decide it. */
  readonly schemaMode?: SchemaMode;
  /** Whether another extension of the editor has a schema of Kubernetes for a file. */
  readonly hasOtherSchema?: (path: string) => boolean;
}

/** @param ofProject what the project file says, which is for everybody */
export function saysSchema(
  path: string,
  ofProject: SchemaMode | undefined,
  { schemaMode = 'auto', hasOtherSchema = () => false }: VoiceOptions,
): boolean {
  const mode = ofProject ?? schemaMode;
  return mode === 'auto' ? !hasOtherSchema(path) : mode === 'on';
}

/** What the Red Hat YAML extension has been told about a file. */
export interface YamlSettings {
  /** `yaml.schemas`: the address of a schema to one glob or several. */
  readonly schemas: unknown;
  /** Schemas that other extensions have brought for files, as `contributes.yamlValidation`. */
  readonly contributed: readonly unknown[];
}

/**
 * Whether the Red Hat YAML extension looks at a manifest with a schema of Kubernetes, or with one
 * that its first lines name.
 * @param path the absolute path of the file
 */
export function hasOtherSchema(path: string, text: string, settings: YamlSettings): boolean {
  const named = MODELINE.exec(text)?.[1];
  if (named !== undefined) return named !== 'none';
  const chosen = isRecord(settings.schemas) ? Object.entries(settings.schemas) : [];
  const brought = settings.contributed
    .filter(isRecord)
    .map((one) => [one['url'], one['fileMatch']]);
  return [...chosen, ...brought].some(
    ([schema, globs]) => isOfKubernetes(schema) && listOf(globs).some((glob) => fits(path, glob)),
  );
}

/** A comment that names the schema of its file. */
const MODELINE = /^[ \t]*#[ \t]+yaml-language-server[ \t]*:[^\n]*?\$schema=([^\s]+)/m;

/** The word that stands for Kubernetes' own schema, or the address of one. */
const isOfKubernetes = (schema: unknown): boolean =>
  typeof schema === 'string' && /(?:^|[^a-z])(?:kubernetes|k8s)/i.test(schema);

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const listOf = (globs: unknown): readonly string[] =>
  (Array.isArray(globs) ? globs : [globs]).filter((glob) => typeof glob === 'string');

/** As the YAML language server reads globs: a `*` is anything, and the end of the path has to fit. */
function fits(path: string, glob: string): boolean {
  const [first = '', ...rest] = glob.split('*');
  const last = rest.pop();
  if (last === undefined) return path.endsWith(first);
  let at = path.indexOf(first);
  if (at < 0) return false;
  at += first.length;
  for (const part of rest) {
    const next = path.indexOf(part, at);
    if (next < 0) return false;
    at = next + part.length;
  }
  return path.length - last.length >= at && path.endsWith(last);
}
