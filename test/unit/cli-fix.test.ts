import {
  chmodSync,
  closeSync,
  existsSync,
  linkSync,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CheckReport } from '../../src/cli/check.ts';
import { fixFiles } from '../../src/cli/fix-files.ts';
import { check } from '../../src/cli/check.ts';
import { readWorkspace } from '../../src/cli/read-workspace.ts';
import { applyEdits } from '../../src/core/lint/fix.ts';
import type { Fix } from '../../src/core/lint/fix.ts';
import { combineFixes } from '../../src/core/lint/fix-all.ts';
import { defineRule } from '../../src/core/lint/rule.ts';
import { folderWith } from '../support/folders.ts';
import { runIn } from '../support/run-command-line.ts';

const CONFIG = `apiVersion: v1
kind: ConfigMap
metadata: {name: web} # ours
data:
  PORT: 8080   # the port
  DEBUG: true
`;
const FIXED = CONFIG.replace('8080', '"8080"').replace('true', '"true"');
const ONLY = ['--rule', 'config-value-type'];

const textOf = (folder: string, file: string): string =>
  readFileSync(path.join(folder, file), 'utf8');

describe('check --fix', () => {
  it('writes the fixes that are safe unseen, and says which; the rest is reported', () => {
    const folder = folderWith({ 'a/web.yaml': CONFIG });
    expect(runIn(folder, ['check', ...ONLY, '--fix', '.'])).toEqual({
      exitCode: 0,
      output: [
        'Fixed a/web.yaml: Put it in quotes (config-value-type)',
        'Fixed a/web.yaml: Put it in quotes (config-value-type)',
        '',
        'No findings in 1 file.',
        '',
      ].join('\n'),
      notes: '',
    });
    expect(textOf(folder, 'a/web.yaml')).toBe(FIXED);
  });

  it('changes nothing when called again', () => {
    const folder = folderWith({ 'web.yaml': CONFIG });
    runIn(folder, ['check', '--fix', '.']);
    const before = statSync(path.join(folder, 'web.yaml')).mtimeMs;
    expect(runIn(folder, ['check', ...ONLY, '--fix', '.']).output).toBe('No findings in 1 file.\n');
    expect(statSync(path.join(folder, 'web.yaml')).mtimeMs).toBe(before);
  });

  it('keeps line breaks, the byte order mark and the mode of a file', () => {
    const folder = folderWith({ 'web.yaml': `\ufeff${CONFIG.replaceAll('\n', '\r\n')}` });
    chmodSync(path.join(folder, 'web.yaml'), 0o640);
    runIn(folder, ['check', '--fix', '.']);
    expect(textOf(folder, 'web.yaml')).toBe(`\ufeff${FIXED.replaceAll('\n', '\r\n')}`);
    if (process.platform !== 'win32')
      expect(statSync(path.join(folder, 'web.yaml')).mode & 0o777).toBe(0o640);
  });

  it('leaves alone what is silenced, what is turned off, and what takes a choice', () => {
    const silenced = CONFIG.replace('  PORT', '  # next-steps: allow config-value-type: x\n  PORT');
    const pod =
      'apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec: {containers: [{name: web, image: nginx}]}\n';
    const files = {
      'silenced.yaml': silenced,
      'pod.yaml': pod,
      'off/web.yaml': CONFIG,
      'off/.next-steps.yaml': 'rules: {config-value-type: off}\n',
    };
    const folder = folderWith(files);
    runIn(folder, ['check', '--fix', '--no-silence', '.']);
    expect(textOf(folder, 'silenced.yaml')).toBe(silenced.replace('true', '"true"'));
    expect(textOf(folder, 'pod.yaml')).toBe(pod);
    expect(textOf(folder, 'off/web.yaml')).toBe(CONFIG);
  });

  it('leaves a file alone that would not come back from UTF-8 as it was', () => {
    const bytes = Buffer.concat([Buffer.from(CONFIG), Buffer.from([0x23, 0xe9, 0x0a])]);
    const folder = folderWith({ 'web.yaml': bytes });
    expect(runIn(folder, ['check', ...ONLY, '--fix', '.']).exitCode).toBe(1);
    expect(readFileSync(path.join(folder, 'web.yaml')).equals(bytes)).toBe(true);
  });

  it('lists the fixes in JSON, and on standard error beside other formats', () => {
    const folder = folderWith({ 'web.yaml': CONFIG });
    const report = JSON.parse(
      runIn(folder, ['check', ...ONLY, '--fix', '--format', 'json', '.']).output,
    ) as CheckReport;
    const fix = { rule: 'config-value-type', title: 'Put it in quotes', file: 'web.yaml' };
    expect(report).toEqual({ findings: [], files: 1, errors: [], fixed: [fix, fix] });
    writeFileSync(path.join(folder, 'web.yaml'), CONFIG);
    const { output, notes } = runIn(folder, ['check', ...ONLY, '--fix', '--format', 'github', '.']);
    expect(output).toBe('');
    expect(notes).toMatch(/^Fixed web\.yaml: /);
  });

  const unixOnly = it.skipIf(process.platform === 'win32');

  unixOnly('writes through links inside of what was named, and keeps every name of a file', () => {
    const folder = folderWith({ 'kept/.gitkeep': '', 'real.yaml': CONFIG, 'twice.yaml': CONFIG });
    const at = (name: string): string => path.join(folder, name);
    linkSync(at('twice.yaml'), at('kept/second'));
    symlinkSync('real.yaml', at('link.yaml'));
    runIn(folder, ['check', '--fix', '.']);
    expect(textOf(folder, 'real.yaml')).toBe(FIXED);
    expect(textOf(folder, 'kept/second')).toBe(FIXED);
    expect(lstatSync(at('link.yaml')).isSymbolicLink()).toBe(true);
    expect(statSync(at('twice.yaml')).nlink).toBe(2);
    writeFileSync(at('real.yaml'), CONFIG);
    runIn(folder, ['check', '--fix', 'link.yaml']);
    expect(textOf(folder, 'real.yaml')).toBe(FIXED);
    expect(lstatSync(at('link.yaml')).isSymbolicLink()).toBe(true);
    expect(readdirSync(folder).sort()).toEqual(['kept', 'link.yaml', 'real.yaml', 'twice.yaml']);
  });

  unixOnly('does not write through links that lead out of what was named, and says so', () => {
    const outside = folderWith({ 'web.yaml': CONFIG, 'more/a.yaml': CONFIG });
    const folder = folderWith({ 'own.yaml': CONFIG });
    symlinkSync(path.join(outside, 'web.yaml'), path.join(folder, 'web.yaml'));
    symlinkSync(path.join(outside, 'more'), path.join(folder, 'more'));
    const { exitCode, notes } = runIn(folder, ['check', ...ONLY, '--fix', '.']);
    expect(textOf(outside, 'web.yaml')).toBe(CONFIG);
    expect(textOf(outside, 'more/a.yaml')).toBe(CONFIG);
    expect(textOf(folder, 'own.yaml')).toBe(FIXED);
    expect(notes).toBe(
      'more/a.yaml: Not fixed: its link leads out of what was named.\nweb.yaml: Not fixed: its link leads out of what was named.\n',
    );
    expect(exitCode).toBe(2);
  });

  it('names what could not be written, says what was, and ends with 2', () => {
    const other = `.a.yaml.${String(process.pid)}.next-steps`;
    const folder = folderWith({ 'a.yaml': CONFIG, 'b.yaml': CONFIG, [other]: 'of somebody else' });
    const before = statSync(path.join(folder, 'a.yaml')).mtimeMs;
    const { exitCode, output, notes } = runIn(folder, ['check', ...ONLY, '--fix', '.']);
    expect(exitCode).toBe(2);
    expect(output).toMatch(/^Fixed b\.yaml: .*\nFixed b\.yaml: .*\n\na\.yaml\n/);
    expect(notes).toBe('a.yaml: Not fixed: a file of its temporary name is in the way.\n');
    expect([textOf(folder, 'a.yaml'), textOf(folder, 'b.yaml')]).toEqual([CONFIG, FIXED]);
    expect(textOf(folder, other)).toBe('of somebody else');
    expect(statSync(path.join(folder, 'a.yaml')).mtimeMs).toBe(before);
    expect(readdirSync(folder).sort()).toEqual([other, 'a.yaml', 'b.yaml']);
  });

  it('never shows a part of a file: the new text takes the place of the old one', () => {
    const folder = folderWith({ 'web.yaml': CONFIG });
    const reader = openSync(path.join(folder, 'web.yaml'), 'r');
    runIn(folder, ['check', '--fix', '.']);
    // Whoever had it open still has the old text, whole.
    expect(readFileSync(reader, 'utf8')).toBe(CONFIG);
    closeSync(reader);
    expect(textOf(folder, 'web.yaml')).toBe(FIXED);
  });

  it.skipIf(process.platform === 'win32' || process.getuid?.() === 0)(
    'does not replace a file that may not be written',
    () => {
      const folder = folderWith({ 'web.yaml': CONFIG });
      chmodSync(path.join(folder, 'web.yaml'), 0o444);
      const { exitCode, notes } = runIn(folder, ['check', '--fix', '.']);
      expect([exitCode, notes]).toEqual([2, 'web.yaml: Not fixed: permission denied.\n']);
      expect(textOf(folder, 'web.yaml')).toBe(CONFIG);
    },
  );
});

describe('files that a fix needs', () => {
  /** Writes another file for each ConfigMap that has none. */
  const ruleMaking = (target: string, text: string, preferred = true) =>
    defineRule({
      ...{ id: 'odd', severity: 'warning', summary: 'Odd.', deck: [] },
      docs: { why: '', fix: '', links: [] },
      check: {
        *object(object, scope) {
          if (scope.hasFile(target)) return;
          const edits: Fix['edits'] = () => [{ path: target, create: text }];
          yield {
            at: object.view,
            message: 'Odd.',
            fixes: [{ title: 'Make it', edits, preferred }],
          };
        },
      },
    });
  const fix = (folder: string, ...made: Parameters<typeof ruleMaking>): unknown =>
    fixFiles(() => {
      const read = readWorkspace({ paths: ['.'] }, folder);
      if (typeof read === 'string') return read;
      const { findings } = check(read, [ruleMaking(...made)], { ignoreSilence: false });
      return { read, findings };
    }).fixed;

  it('are made once, whoever needs them', () => {
    const folder = folderWith({ 'a.yaml': CONFIG, 'b.yaml': CONFIG });
    expect(fix(folder, '.gitignore', '.env\n')).toHaveLength(2);
    expect(textOf(folder, '.gitignore')).toBe('.env\n');
  });

  it('are not made outside of the folder, nor over a file that was not read', () => {
    const folder = folderWith({
      'in/a.yaml': CONFIG,
      'in/kept/secret.yaml': 'kept\n',
      'in/.gitignore': 'kept\n',
      'in/.git/HEAD': '',
    });
    expect(fix(path.join(folder, 'in'), '../out.yaml', 'x')).toEqual([]);
    expect(existsSync(path.join(folder, 'out.yaml'))).toBe(false);
    expect(fix(path.join(folder, 'in'), 'kept/secret.yaml', 'x')).toEqual([]);
    expect(textOf(folder, 'in/kept/secret.yaml')).toBe('kept\n');
  });

  it('are not made unseen where the fix does not say that this is safe', () => {
    const folder = folderWith({ 'a.yaml': CONFIG });
    expect(fix(folder, 'new.yaml', 'x', false)).toEqual([]);
  });
});

describe('several fixes at once', () => {
  const span = (start: number, end: number): { start: number; end: number } => ({ start, end });
  const item = (title: string, ...edits: { start: number; end: number; text: string }[]) => ({
    fix: {
      title,
      edits: () => [
        {
          path: 'a',
          edits: edits.map(({ start, end, text }) => ({ span: span(start, end), text })),
        },
      ],
    },
  });
  const combined = (...items: ReturnType<typeof item>[]): readonly [string, readonly string[]] => {
    const { files, taken } = combineFixes(items);
    return [
      applyEdits('0123456789', files.get('a')?.edits ?? []),
      taken.map(({ fix }) => fix.title),
    ];
  };

  it('are each done wholly or not at all', () => {
    const first = item('first', { start: 2, end: 5, text: 'x' });
    const second = item('second', { start: 0, end: 1, text: 'y' }, { start: 4, end: 6, text: 'y' });
    const third = item('third', { start: 5, end: 6, text: 'z' });
    expect(combined(first, second, third)).toEqual(['01xz6789', ['first', 'third']]);
  });

  it('do once what they share, and put two texts into one place in turn', () => {
    const a = item('a', { start: 3, end: 3, text: 'A' }, { start: 10, end: 10, text: '!' });
    const b = item('b', { start: 3, end: 3, text: 'B' }, { start: 10, end: 10, text: '!' });
    expect(combined(a, b)).toEqual(['012AB3456789!', ['a', 'b']]);
  });

  it('do not write two different new files of one name', () => {
    const make = (create: string) => ({
      fix: { title: create, edits: () => [{ path: 'n', create }] },
    });
    const { files, taken } = combineFixes([make('x'), make('x'), make('y')]);
    expect([files.get('n')?.creates, taken.length]).toEqual([['x'], 2]);
  });

  it('make one new file of the parts that several of them add', () => {
    const add = (id: string, text: string) => ({
      fix: { title: text, edits: () => [{ path: 'n', create: 'data:\n', part: { id, text } }] },
    });
    const { files, taken } = combineFixes([
      ...[add('a', '  a: 1\n'), add('b', '  b: 2\n'), add('a', '  a: 1\n')],
      // The same key with another value.
      add('b', '  b: 3\n'),
    ]);
    expect([files.get('n')?.creates, taken.length]).toEqual([['data:\n  a: 1\n  b: 2\n'], 3]);
  });

  it('do not give a map the same key twice', () => {
    const env = (name: string) => item(name, { start: 3, end: 3, text: `env:\n  - ${name}\n` });
    expect(combined(env('a'), env('b'))[1]).toEqual(['a']);
  });

  it('leave out a fix that changes nothing, and one whose file is not open', () => {
    const nothing = { fix: { title: 'nothing', edits: () => [] } };
    expect(combineFixes([nothing]).taken).toEqual([]);
    const edit = item('edit', { start: 0, end: 1, text: '' });
    expect(combineFixes([edit], (file) => file !== 'a').taken).toEqual([]);
  });
});
