/**
 * Every fix of every rule, made once with a harmless name and once with one that YAML may take for
 * something else: the results are the same but for the name.
 */
import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isScalar, parseAllDocuments, visit } from 'yaml';
import type { Document, Scalar } from 'yaml';
import { combineFixes } from '../../src/core/lint/fix-all.ts';
import { applyEdits } from '../../src/core/lint/fix.ts';
import { manifestPath } from '../../src/core/lint/new-file.ts';
import { rules } from '../../src/topics/rules.ts';
import { FIXTURES, lintCase, readCases } from '../support/fixtures.ts';
import { NASTY_TEXTS } from '../support/nasty.ts';
import { allReadings } from '../support/yaml-readers.ts';

type Files = ReadonlyMap<string, string>;

/** Fixes that write what a text is in another form, and so no text that has the name in it. */
const OTHER_FORM = /^(?:Encode it|Make it a block of text)/;

/** A line break at the end of a value is what this rule takes away. */
const TAKES_LINE_END = 'secret-encoding: ';

/** It carries over keys: what can be none is taken for a value that is being written there. */
const CARRIES_KEYS = 'secret-committed: ';
const isSecretKey = (text: string): boolean => /^[-._a-zA-Z0-9]+$/.test(text);

/** So many names of a case, each with another nasty text, keep the test within seconds. */
const NAMES = Number(process.env['NASTY_NAMES'] ?? 4);

/** Another number for another choice of texts. */
const SEED = Number(process.env['NASTY_SEED'] ?? 1);

/** Named by no rule, and part of no other word. */
const HARMLESS = 'zzqname';
/** Fields of the format, whose values are no names. */
const FORMAT = /^(?:apiVersion|kind|group|type|protocol|operator|policyTypes|pathType)$/;
const isYaml = (path: string): boolean => /\.ya?ml$/.test(path);

/** The names in a case: every plain text that is no word of the format. */
function namesIn(files: Files): readonly string[] {
  const names = new Set<string>();
  for (const [path, text] of files) {
    if (!isYaml(path)) continue;
    for (const { at, value } of scalarsOf(text)) {
      if (at !== 'key' || /[./-]/.test(value)) names.add(value);
    }
  }
  return [...names].filter((name) => /^[a-z][\w.-]{1,40}$/.test(name));
}

interface Found {
  readonly at: 'key' | 'value';
  readonly value: string;
  readonly span: readonly [number, number];
}

function scalarsOf(text: string): readonly Found[] {
  const found: Found[] = [];
  for (const document of parseAllDocuments(text, { uniqueKeys: false }) as readonly Document[]) {
    visit(document, {
      Pair: (_, { key }) =>
        isScalar(key) && FORMAT.test(String(key.value)) ? visit.SKIP : undefined,
      Scalar: (at, node: Scalar) => {
        const { value, range } = node;
        if (typeof value !== 'string' || range == null || node.type?.startsWith('BLOCK')) return;
        found.push({ at: at === 'key' ? 'key' : 'value', value, span: [range[0], range[1]] });
      },
    });
  }
  return found;
}

/** The files with another text for one name, or undefined where they are no YAML then. */
function renamed(files: Files, name: string, written: string): Files | undefined {
  const result = new Map<string, string>();
  for (const [path, text] of files) {
    if (!isYaml(path)) {
      result.set(path, text);
      continue;
    }
    let [changed, at] = ['', 0];
    for (const { value, span } of scalarsOf(text)) {
      if (value !== name || span[0] < at) continue;
      changed += text.slice(at, span[0]) + written;
      at = span[1];
    }
    result.set(path, changed + text.slice(at));
  }
  return [...result].every(([path, text]) => !isYaml(path) || isReadable(text))
    ? result
    : undefined;
}

function isReadable(text: string): boolean {
  try {
    allReadings(text);
    return true;
  } catch {
    return false;
  }
}

/** What the YAML files hold that a fix touches, by rule and title; fixes of one title in a row. */
type Fixes = ReadonlyMap<string, readonly (readonly string[])[]>;

function fixesOf(files: Files): Fixes {
  const fixes = new Map<string, (readonly string[])[]>();
  for (const { rule, path, fixes: offered } of lintCase(files, rules, { ignoreSilence: true })) {
    for (const fix of offered) {
      if (OTHER_FORM.test(fix.title)) continue;
      const id = `${rule}: ${fix.title} (${path})`;
      const changes = [...combineFixes([{ fix }]).files].filter(([file]) => isYaml(file));
      const texts = changes.map(([file, { edits, creates }]) =>
        [applyEdits(files.get(file) ?? '', edits), ...creates].join(''),
      );
      fixes.set(id, [...(fixes.get(id) ?? []), texts]);
    }
  }
  return fixes;
}

/** The order of keys means nothing, and numbers come first in every object of JavaScript. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .map(([key, inner]): [string, unknown] => [key, canonical(inner)])
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

function substituted(value: unknown, name: string): unknown {
  if (typeof value === 'string') return withName(value, name);
  if (Array.isArray(value)) return value.map((item) => substituted(item, name));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, inner]): [string, unknown] => [
    withName(key, name),
    substituted(inner, name),
  ]);
  return Object.fromEntries(entries);
}

/** Files are named like their objects, as far as a path allows it. */
function withName(text: string, name: string): string {
  const named = text.replaceAll(HARMLESS, () => name);
  return text.includes(HARMLESS) && text.endsWith('.yaml')
    ? manifestPath('', named.slice(0, -'.yaml'.length))
    : named;
}

const meant = (text: string, name: string): unknown =>
  allReadings(text).map((documents) => canonical(substituted(documents, name)));
const read = (text: string): unknown => allReadings(text).map(canonical);

/** Each name meets one of the nasty texts, the same one whatever is added to the fixtures. */
function nastyFor(place: string): string {
  let sum = SEED;
  for (let i = 0; i < place.length; i++) sum = (sum * 31 + place.charCodeAt(i)) % 65_521;
  return NASTY_TEXTS[sum % NASTY_TEXTS.length] ?? '';
}

/** How many fixes of each rule were compared. */
const compared = new Map<string, number>();

function compareFixes(files: Files, name: string, nasty: string): void {
  const harmless = renamed(files, name, HARMLESS);
  const wanted = harmless && fixesOf(harmless);
  if (wanted === undefined || wanted.size === 0) return;
  const hostile = renamed(files, name, JSON.stringify(nasty));
  const found = hostile && fixesOf(hostile);
  for (const [id, wantedTexts] of wanted) {
    const texts = found?.get(id.replaceAll(HARMLESS, () => nasty));
    if (nasty.endsWith('\n') && id.startsWith(TAKES_LINE_END)) continue;
    if (!isSecretKey(nasty) && id.startsWith(CARRIES_KEYS)) continue;
    // Some rules know the name, and find more or less for the other one.
    if (texts?.length !== wantedTexts.length) continue;
    const [rule = ''] = id.split(':');
    compared.set(rule, (compared.get(rule) ?? 0) + 1);
    const got = texts.flat();
    expect(
      got.map(read),
      `${id}, ${JSON.stringify(nasty)} for ${name}:\n${got.join('---\n')}`,
    ).toEqual(wantedTexts.flat().map((text) => meant(text, nasty)));
  }
}

describe.each(readdirSync(FIXTURES))('fixes of %s', (id) => {
  it.each(readCases(id).map(({ name, files }) => ({ name, files })))('$name', ({ files }) => {
    for (const name of namesIn(files).slice(0, NAMES))
      compareFixes(files, name, nastyFor(`${id} ${name}`));
  });
});

it('compares fixes of nearly every rule that writes names', () => {
  expect(compared.size).toBeGreaterThan(30);
});
