import { describe, expect, it } from 'vitest';
import { hoverAt } from '../../src/core/hover/hover.ts';
import type { HoverPart } from '../../src/core/hover/hover.ts';
import { Workspace } from '../../src/core/workspace/workspace.ts';
import { hovers } from '../../src/topics/configuration/hovers.ts';

/** The hover at the bar of the first file; its texts, one line each, without the advice. */
function hover(
  files: Readonly<Record<string, string>>,
  listed: readonly string[] = [],
): { readonly facts: readonly string[]; readonly advice: string; readonly slides: string[] } {
  const [path = ''] = Object.keys(files);
  const offset = files[path]!.indexOf('|#');
  const workspace = new Workspace();
  const texts = Object.entries(files).map(([name, text]) => ({
    path: name,
    text: text.replace('|#', ''),
  }));
  workspace.change(texts, listed);
  const parts = hoverAt(workspace, hovers, { path, offset })?.parts ?? [];
  return {
    facts: parts.flatMap(factsOf),
    advice: parts.flatMap((part) => ('markdown' in part ? part.markdown : [])).join(' '),
    slides: parts.flatMap((part) => ('slide' in part ? part.slide : [])),
  };
}

function factsOf(part: HoverPart): readonly string[] {
  if ('text' in part) return [part.text];
  if ('code' in part) return [`code: ${part.code}`];
  return 'list' in part ? part.list.map(({ text }) => `- ${text}`) : [];
}

const SECRET =
  'apiVersion: v1\nkind: Secret\nmetadata:\n  name: database\ndata:\n  user: c2hvcAo=\nstringData:\n  password: s3cr3t-demo\n';
const MAP = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: shop\ndata:\n  title: Books\n';
const POD = `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: example.com/web:1.0.0
      env:
        - name: TITLE
          valueFrom:
            configMapKeyRef:
              name: shop
              key: title
        - name: PASSWORD
          valueFrom:
            secretKeyRef:
              name: database
              key: password
`;

describe('objects', () => {
  it('lists the keys of a Secret with their form and never a value', () => {
    const { facts, slides } = hover({
      'a.yaml': SECRET.replace('Secret', 'Sec|#ret'),
      'pod.yaml': POD,
    });
    expect(facts).toEqual([
      '- user: text, 5 characters, with a line break at the end',
      '- password: text, 11 characters',
      'Used by:',
      '- Pod/web as a variable from "password"',
    ]);
    expect(slides).toEqual(['S8']);
  });

  it('says who reads a key of a ConfigMap', () => {
    const files = { 'a.yaml': MAP.replace('title', 'ti|#tle'), 'pod.yaml': POD };
    expect(hover(files).facts).toEqual(['Used by:', '- Pod/web as a variable from "title"']);
  });

  it('does not show the value of a Secret at its own place', () => {
    expect(hover({ 'a.yaml': SECRET.replace('s3cr3t', 's3|#cr3t') }).facts).toEqual([
      'It holds text, 11 characters. The value is not shown here.',
      'No workload of this workspace uses it.',
    ]);
  });
});

describe('references', () => {
  it('shows the value of a key of a ConfigMap', () => {
    const files = { 'pod.yaml': POD.replace('key: title', 'key: tit|#le'), 'map.yaml': MAP };
    expect(hover(files).facts).toEqual([
      'Key "title" of ConfigMap "shop":',
      '- ConfigMap/shop in default (map.yaml)',
      'code: Books',
    ]);
  });

  it('does not show a secret that stands in a ConfigMap', () => {
    const files = {
      'pod.yaml': POD.replace('key: title', 'key: pass|#word'),
      'map.yaml': MAP.replace('title: Books', 'password: s3cr3t-demo'),
    };
    expect(hover(files).facts).toEqual([
      'Key "password" of ConfigMap "shop":',
      '- ConfigMap/shop in default (map.yaml)',
      'It holds text, 11 characters.',
    ]);
  });

  it('shows only the form of a key of a Secret', () => {
    const files = {
      'pod.yaml': POD.replace('key: password', 'key: pass|#word'),
      'secret.yaml': SECRET,
    };
    expect(hover(files).facts).toEqual([
      'Key "password" of Secret "database":',
      '- Secret/database in default (secret.yaml)',
      'It holds text, 11 characters.',
    ]);
  });

  it('says what happens where the object is missing', () => {
    expect(hover({ 'pod.yaml': POD.replace('name: shop', 'name: sh|#op') }).facts).toEqual([
      'No ConfigMap "shop" in this workspace. Unless something else makes it, the container stays in CreateContainerConfigError.',
    ]);
  });

  it('explains a word and lists where it leads', () => {
    const { advice, facts } = hover({
      'pod.yaml': POD.replace('env:', 'e|#nv:'),
      'map.yaml': MAP,
    });
    expect(advice).toMatch(/fixed when it starts/);
    expect(facts).toEqual(['- ConfigMap/shop, 1 key', '- Secret/database: not in this workspace']);
  });
});

describe('Dockerfiles', () => {
  it('tells what the variables are, without their values', () => {
    const text =
      'FROM alpine:3.22.1\nE|#NV PORT=3000 REDIS_HOST=redis API_TOKEN=s3cr3t-demo EMPTY=\n';
    expect(hover({ Dockerfile: text }).facts).toEqual([
      '- PORT: a default',
      '- REDIS_HOST: names the host "redis"',
      '- API_TOKEN: a secret, which should not be here',
      '- EMPTY: no value here',
    ]);
  });

  it('names the build context, its ignore file and what would leak', () => {
    const text = 'FROM alpine:3.22.1\nCO|#PY . .\n';
    expect(hover({ 'web/Dockerfile': text }, ['web/.env', 'web/app.js']).facts).toEqual([
      'Build context: "web".',
      'There is no "web/.dockerignore", so everything in it can be copied.',
      'Files with secrets that this copies:',
      '- .env',
    ]);
  });

  it('lists the mounts of a step', () => {
    const text = 'FROM alpine:3.22.1\nR|#UN --mount=type=secret,id=npm npm ci\n';
    expect(hover({ Dockerfile: text }).facts).toEqual(['- mounts type=secret,id=npm']);
  });
});

describe('Compose', () => {
  it('says which variables go to a ConfigMap and which to a Secret', () => {
    const text =
      'services:\n  web:\n    image: example.com/web:1.0.0\n    environ|#ment:\n      TITLE: Books\n      DB_PASSWORD: ${DB_PASSWORD}\n';
    expect(hover({ 'compose.yaml': text }).facts).toEqual([
      '- TITLE: ConfigMap',
      '- DB_PASSWORD: Secret',
    ]);
  });

  it('lists the files of variables', () => {
    const text =
      'services:\n  web:\n    image: example.com/web:1.0.0\n    env|#_file:\n      - web.env\n      - path: more.env\n';
    expect(hover({ 'compose.yaml': text }).facts).toEqual(['- web.env', '- more.env']);
  });
});
