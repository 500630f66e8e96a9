/** The results of a SARIF log. */
import { createHash } from 'node:crypto';
import { createdText } from '../core/lint/fix.ts';
import type { FileEdit, Fix } from '../core/lint/fix.ts';
import type { ObjectName, RelatedPlace, SilencedBy } from '../core/lint/lint.ts';
import type { Rule } from '../core/lint/rule.ts';
import type { Range } from '../core/text/text.ts';
import type { Checked, CheckedFinding } from './check.ts';
import { artifactLocation, levelOf, physicalLocation, regionOf } from './sarif-locations.ts';
import { rangesIn } from './ranges.ts';
import type { ReadWorkspace } from './read-workspace.ts';
import { mayHoldSecret } from './secret-texts.ts';

/** Where the paths of the core are, and what is in them. */
type Files = Pick<ReadWorkspace, 'workspace' | 'shown'>;

export function sarifResults(
  { findings }: Checked,
  files: Files,
  rules: readonly Rule[],
): readonly unknown[] {
  const indexes = new Map(rules.map(({ id }, index) => [id, index]));
  const print = fingerprinter();
  return findings.map((finding) => {
    const { rule, severity, message, file, range, object, source } = finding;
    const { related, silenced } = source;
    const fixes = source.fixes.flatMap((fix) => fixOf(fix, files));
    return {
      ruleId: rule,
      ruleIndex: indexes.get(rule) ?? -1,
      level: levelOf(severity),
      message: { text: message },
      locations: [
        {
          physicalLocation: physicalLocation(file, range),
          ...(object && { logicalLocations: [logicalLocation(object)] }),
        },
      ],
      partialFingerprints: { 'finding/v1': print(finding) },
      ...(related.length > 0 && {
        relatedLocations: related.map((place, id) => relatedLocation(place, id, files)),
      }),
      ...(fixes.length > 0 && { fixes }),
      ...(silenced && { suppressions: [suppression(silenced)] }),
      ...propertiesOf(finding),
    };
  });
}

/** What the format has no field for. */
function propertiesOf({ rendered, owners }: CheckedFinding): object {
  const properties = { ...(rendered && { rendered }), ...(owners && { owners }) };
  return Object.keys(properties).length === 0 ? {} : { properties };
}

function logicalLocation({ namespace, kind, name }: ObjectName): unknown {
  const fullyQualifiedName = [namespace, kind, name].filter(Boolean).join('/');
  return { name, fullyQualifiedName, kind: 'resource' };
}

function relatedLocation(
  { path, span, message }: RelatedPlace,
  id: number,
  { workspace, shown }: Files,
): unknown {
  const range = rangesIn(workspace.file(path)?.text ?? '')(span);
  return { id, physicalLocation: physicalLocation(shown(path), range), message: { text: message } };
}

function suppression({ by, reason }: SilencedBy): unknown {
  return {
    kind: by === 'project file' ? 'external' : 'inSource',
    status: 'accepted',
    ...(reason !== undefined && { justification: reason }),
  };
}

/**
 * Names a finding by its rule, object and words, and by its number among those that have all of them
 * in common: lines above may come and go. What stands at its place is left out; it may be a secret.
 */
function fingerprinter(): (finding: CheckedFinding) => string {
  const seen = new Map<string, number>();
  return ({ rule, file, object, message }) => {
    const { kind, namespace, name } = object ?? { kind: '', name: '' };
    const id = JSON.stringify([rule, file, kind, namespace ?? '', name, message]);
    const count = seen.get(id) ?? 0;
    seen.set(id, count + 1);
    return createHash('sha256').update(`${id}${count}`).digest('hex').slice(0, 32);
  };
}

const START: Range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

/** A fix as changes of files; none where its texts must not be seen. */
function fixOf(fix: Fix, { workspace, shown }: Files): readonly unknown[] {
  if (fix.confidential === true) return [];
  const wanted = fix.edits();
  const texts = wanted.flatMap((change) =>
    'create' in change ? [createdText(change)] : change.edits.map(({ text }) => text),
  );
  if (texts.some(mayHoldSecret)) return [];
  const changes = wanted.map((change) => changeOf(change, { workspace, shown }));
  const isWhole =
    changes.length > 0 && changes.every(({ replacements }) => replacements.length > 0);
  return isWhole ? [{ description: { text: fix.title }, artifactChanges: changes }] : [];
}

interface ArtifactChange {
  readonly artifactLocation: unknown;
  readonly replacements: readonly unknown[];
}

function changeOf(change: FileEdit, { workspace, shown }: Files): ArtifactChange {
  const text = workspace.file(change.path)?.text;
  const rangeOf = rangesIn(text ?? '');
  const end = text?.length ?? 0;
  const edits =
    'create' in change ? [{ span: { start: end, end }, text: createdText(change) }] : change.edits;
  return {
    artifactLocation: artifactLocation(shown(change.path)),
    replacements: edits.map((edit) => ({
      deletedRegion: regionOf(text === undefined ? START : rangeOf(edit.span)),
      ...(edit.text !== '' && { insertedContent: { text: edit.text } }),
    })),
  };
}
