/**
 * `npm run sentences`: every sentence that a person may read, each once, below the file that holds
 * it; to be read from top to bottom. What only looks like one, such as a list of words, is there too.
 */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { ROOT } from './project.ts';

const TEXTS = [
  ...['README.md', 'SECURITY.md', 'CONTRIBUTING.md', 'CHANGELOG.md'],
  ...['docs/*.md', 'media/walkthrough/*.md', 'src/topics/*/slides.md'],
];
const CODE = ['src/{cli,cluster,core,editor,process,topics,webview}/**/*.ts', 'src/*.ts'];

/** Two words or more, one of them of three letters. */
const SENTENCE = /[A-Za-z’']{3}.*\s\S|\S\s.*[A-Za-z’']{3}/s;

const found = [
  ...filesOf(TEXTS).map((file) => [file, proseOf(read(file))] as const),
  ...filesOf(['package.json', 'snippets/*.json']).map(
    (file) => [file, [...stringsIn(JSON.parse(read(file)))]] as const,
  ),
  ...filesOf(CODE).map((file) => [file, literalsOf(file)] as const),
];
const seen = new Set<string>();
for (const [file, sentences] of found) {
  const fresh = sentences.filter((text) => SENTENCE.test(text) && !seen.has(text));
  if (fresh.length === 0) continue;
  console.log(`\n## ${file}`);
  for (const text of fresh) {
    seen.add(text);
    console.log(`- ${text.replaceAll(/\s+/g, ' ').trim()}`);
  }
}

function filesOf(patterns: readonly string[]): readonly string[] {
  return patterns.flatMap((pattern) => globSync(pattern, { cwd: ROOT }).sort());
}

function read(file: string): string {
  return readFileSync(join(ROOT, file), 'utf8');
}

/** Lines of text, without code blocks and the lines of tables that only part them. */
function proseOf(text: string): readonly string[] {
  return text
    .replaceAll(/^```[\s\S]*?^```/gm, '')
    .split('\n')
    .filter((line) => !/^[\s|:-]*$/.test(line));
}

function* stringsIn(value: unknown): Iterable<string> {
  if (typeof value === 'string') yield value;
  else if (typeof value === 'object' && value !== null)
    for (const inner of Object.values(value)) yield* stringsIn(inner);
}

/** Strings and templates of a file, with `…` for what is filled in. */
function literalsOf(file: string): readonly string[] {
  const texts: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) return;
    if (ts.isStringLiteralLike(node)) texts.push(node.text);
    else if (ts.isTemplateExpression(node))
      texts.push(
        [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join('…'),
      );
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, read(file), ts.ScriptTarget.Latest));
  return texts;
}
