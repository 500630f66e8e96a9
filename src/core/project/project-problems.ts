/** What is wrong in a `.next-steps.yaml`, at the word that is wrong. */
import type { Fix } from '../lint/fix.ts';
import { renameKey, replaceValue } from '../yaml/rewrite.ts';
import { nearest } from '../kubernetes/labels.ts';
import {
  minorOf,
  namespaceOf,
  PROJECT_KEYS,
  RULE_SETTINGS,
  ruleSettingOf,
} from './project-file.ts';
import type { Problem } from '../lint/rule.ts';
import { SCHEMA_MODES, schemaModeOf } from '../schema/voice.ts';
import type { SourceFile } from '../files/source.ts';
import type { View } from '../yaml/view.ts';

type Entry = View & { readonly key: string };

interface Asked {
  readonly path: string;
  readonly ruleIds: readonly string[];
}

/** @param ruleIds every rule that there is */
export function* projectProblems(file: SourceFile, ruleIds: readonly string[]): Iterable<Problem> {
  const [document, ...others] = file.documents;
  if (document === undefined) return;
  const [error] = document.tree.errors;
  if (error !== undefined) {
    const at = { document, start: error.start, end: error.end };
    yield { at, message: 'From here on this is no valid YAML, so settings may be missing.' };
  }
  const asked = { path: file.path, ruleIds };
  yield* settings(document.view, asked);
  for (const { view } of others)
    yield { at: view, message: 'Only the first document of this file is read.' };
}

function* settings(root: View, asked: Asked): Iterable<Problem> {
  if (root.type === 'missing' || root.type === 'null') return;
  if (root.type !== 'map') {
    yield { at: root, message: `Here should be settings by name: ${listed(PROJECT_KEYS)}.` };
    return;
  }
  yield* twice(root);
  for (const entry of root.entries) {
    if (isEmpty(entry)) continue;
    switch (entry.key) {
      case 'rules':
        yield* rules(entry, asked);
        break;
      case 'overrides':
        yield* overrides(entry, asked);
        break;
      case 'exclude':
        yield* texts(entry, 'exclude');
        break;
      case 'owners':
        yield* owners(entry);
        break;
      case 'kubernetesVersion':
        if (minorOf(entry.text) === undefined)
          yield { at: entry, message: 'Write a Kubernetes version here, such as "1.34".' };
        break;
      case 'defaultNamespace':
        if (namespaceOf(entry.text) === undefined)
          yield { at: entry, message: 'Write the name of a namespace here, such as "shop".' };
        break;
      case 'schema':
        if (schemaModeOf(entry.text) === undefined)
          yield { at: entry, message: `Write ${listed(SCHEMA_MODES, 'or')} here.` };
        break;
      default:
        yield unknownKey(entry, PROJECT_KEYS, asked);
    }
  }
}

/** A key whose value is still to be written. */
const isEmpty = (entry: Entry): boolean =>
  entry.type === 'null' && PROJECT_KEYS.some((key) => key === entry.key);

function* twice(map: View): Iterable<Problem> {
  for (const at of map.duplicateKeys)
    yield { at, message: 'This is set twice, and only the first one counts. Remove one of them.' };
}

function unknownKey(entry: Entry, known: readonly string[], { path }: Asked): Problem {
  const meant = nearest(entry.key, known);
  const advice = meant === undefined ? `There are ${listed(known)}.` : `Did you mean "${meant}"?`;
  return {
    at: entry.keyMark,
    message: `There is no setting "${entry.key}". ${advice}`,
    fixes: meant === undefined ? [] : [renameFix(path, entry, meant)],
  };
}

function renameFix(path: string, entry: View, name: string): Fix {
  return {
    title: `Write "${name}"`,
    edits: () => [{ path, edits: [renameKey(entry, name)] }],
  };
}

function* rules(map: View, asked: Asked): Iterable<Problem> {
  if (map.type !== 'map') {
    yield { at: map, message: 'Write a rule and its severity here, such as "image-tag: off".' };
    return;
  }
  yield* twice(map);
  for (const entry of map.entries) yield* rule(entry, asked);
}

function* rule(entry: Entry, { path, ruleIds }: Asked): Iterable<Problem> {
  if (!ruleIds.includes(entry.key)) {
    const meant = nearest(entry.key, ruleIds);
    const advice = meant === undefined ? '' : ` Did you mean "${meant}"?`;
    const at = entry.keyMark;
    const message = `There is no rule "${entry.key}".${advice}`;
    yield { at, message, fixes: meant === undefined ? [] : [renameFix(path, entry, meant)] };
  }
  if (ruleSettingOf(entry.text) !== undefined) return;
  const at = entry.type === 'null' ? entry.keyMark : entry;
  const message = `This is no severity. Write ${listed(RULE_SETTINGS, 'or')}.`;
  yield { at, message, fixes: severityFixes(path, entry) };
}

function severityFixes(path: string, entry: Entry): readonly Fix[] {
  const meant = nearest(entry.text?.toLowerCase() ?? '', RULE_SETTINGS);
  if (meant === undefined || entry.text === undefined) return [];
  const edits = [replaceValue(entry, meant)];
  return [{ title: `Write "${meant}"`, edits: () => [{ path, edits }] }];
}

function* overrides(list: View, asked: Asked): Iterable<Problem> {
  if (list.type !== 'sequence') {
    yield { at: list, message: 'Write a list here, each with "paths" and "rules".' };
    return;
  }
  for (const item of list.items) yield* override(item, asked);
}

function* override(item: View, asked: Asked): Iterable<Problem> {
  if (item.type !== 'map') {
    yield { at: item, message: 'An override has "paths" and "rules".' };
    return;
  }
  yield* twice(item);
  const known = item.keys.every((key) => key === 'paths' || key === 'rules');
  const missing = ['paths', 'rules'].find((key) => !item.has(key));
  const [first] = item.entries;
  // A misspelled key is probably the one that is missing.
  if (known && missing !== undefined && first !== undefined)
    yield { at: first.keyMark, message: `This override has no "${missing}", so it does nothing.` };
  for (const entry of item.entries) {
    if (entry.key === 'rules') yield* rules(entry, asked);
    else if (entry.key === 'paths') yield* texts(entry, 'paths');
    else yield unknownKey(entry, ['paths', 'rules'], asked);
  }
}

function* owners(map: View): Iterable<Problem> {
  if (map.type !== 'map') {
    yield { at: map, message: 'Write a glob and who looks after it, such as "deploy/**": team-a.' };
    return;
  }
  yield* twice(map);
  for (const entry of map.entries) {
    if (ABOVE.test(entry.key)) yield { at: entry.keyMark, message: INSIDE };
    if ((entry.text?.trim() ?? '') !== '') continue;
    const at = entry.type === 'null' ? entry.keyMark : entry;
    yield { at, message: 'Write who looks after these files, such as a team.' };
  }
}

const ABOVE = /^!?\.\.(?:\/|$)/;
const INSIDE = 'Globs count from the folder of this file, and stay inside it.';

function* texts(view: View, name: string): Iterable<Problem> {
  if (view.type !== 'sequence' && view.text === undefined) {
    const at = view.type === 'null' ? view.keyMark : view;
    yield { at, message: `Write a list of globs here: "${name}" names files and folders.` };
    return;
  }
  for (const item of view.text === undefined ? view.items : [view]) {
    if (item.text === undefined)
      yield { at: item, message: 'A glob is a text, such as "demo/**".' };
    else if (ABOVE.test(item.text)) yield { at: item, message: INSIDE };
  }
}

function listed(words: readonly string[], last = 'and'): string {
  return `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1) ?? ''}`;
}
