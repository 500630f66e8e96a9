/** What inputs of any size are made of. */

export type Files = Readonly<Record<string, string>>;

export interface Growing {
  /** A count that makes between 100 kB and 1 MB. */
  readonly full: number;
  readonly files: (count: number) => Files;
}

export const lines = (count: number, line: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => line(i)).join('\n');

export const config = (value: string): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata:\n  a: ${JSON.stringify(value)}\n`;

export const pod = (rest: string): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  containers:\n    - name: a\n      image: nginx:1.29\n${rest}`;

export const service = (name: string, app: string): string =>
  `apiVersion: v1\nkind: Service\nmetadata: {name: ${name}}\nspec: {selector: {app: ${app}}, ports: [{port: 80}]}`;

export const deployment = (name: string, app: string): string =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: ${name}}\nspec: {selector: {matchLabels: {app: ${app}}}, template: {metadata: {labels: {app: ${app}}}, spec: {containers: [{name: a, image: "a:1"}]}}}`;

export const documents = (count: number, document: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => document(i)).join('\n---\n');

export const workflow = (steps: string): Files => ({
  '.github/workflows/ci.yml': `jobs:\n  a:\n    steps:\n${steps}`,
});

export const NODE = { 'web/package.json': '{"scripts": {"start": "node ."}}', 'web/index.js': '' };

/** One file that repeats a piece of text. */
export const repeats = (
  full: number,
  path: string,
  piece: string,
  around: (all: string) => string = (all) => all,
): Growing => ({
  full,
  files: (count) => ({ [path]: around(piece.repeat(count)) }),
});
