/** `drift`: what a cluster has in other words than the files. */
import { driftOf } from '../core/live/drift.ts';
import type { FieldDrift, ObjectDrift } from '../core/live/drift.ts';
import { LiveCluster } from '../core/live/live-cluster.ts';
import type { Snapshot } from '../core/live/snapshot.ts';
import { Scope } from '../core/workspace/scope.ts';
import type { Range } from '../core/text/text.ts';
import { absolute } from '../core/yaml/view.ts';
import { printable } from './colour.ts';
import type { Paint } from './colour.ts';
import { location } from './format-text.ts';
import { rangesIn } from './ranges.ts';
import type { ReadWorkspace } from './read-workspace.ts';

export interface ReportedField {
  readonly field: string;
  readonly file?: string;
  readonly live?: string;
  /** The field manager that wrote it last. */
  readonly setBy?: string;
  /** ISO 8601. */
  readonly setAt?: string;
  readonly range: Range;
}

export interface ReportedObject {
  readonly file: string;
  readonly range: Range;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly state: ObjectDrift['state'];
  readonly why?: string;
  readonly fields: readonly ReportedField[];
}

/** The answer of `drift`, in the shape that `--format json` prints. */
export interface DriftReport {
  readonly cluster: string;
  /** ISO 8601. */
  readonly askedAt: string;
  readonly objects: readonly ReportedObject[];
}

export function drift({ workspace, shown }: ReadWorkspace, facts: Snapshot): DriftReport {
  const found = driftOf(
    [...workspace.paths].sort().flatMap((path) => workspace.objectsIn(path)),
    new Scope(workspace),
    new LiveCluster(facts),
  );
  return {
    cluster: facts.context.name,
    askedAt: new Date(facts.takenAt).toISOString(),
    objects: found.map(({ object, namespace, name, state, why, fields }) => {
      const rangeOf = rangesIn(workspace.file(object.path)?.text ?? '');
      return {
        ...{ file: shown(object.path), range: rangeOf(absolute(object.nameMark)) },
        ...{ kind: object.kind, namespace, name, state },
        ...(why !== undefined && { why }),
        fields: fields.map((field) => ({
          ...reported(field),
          range: rangeOf(absolute(field.at.mark)),
        })),
      };
    }),
  };
}

function reported({ field, file, live, owner }: FieldDrift): Omit<ReportedField, 'range'> {
  return {
    field,
    ...(file !== undefined && { file }),
    ...(live !== undefined && { live }),
    ...(owner && { setBy: owner.name }),
    ...(owner?.time !== undefined && { setAt: owner.time }),
  };
}

/** Objects that differ with their fields, then how many there are of the others. */
export function formatDrift({ cluster, askedAt, objects }: DriftReport, paint: Paint): string {
  const changed = objects.filter(({ state }) => state === 'changed' || state === 'missing');
  const blocks = changed.map((object) => objectBlock(object, paint));
  const count = (state: ObjectDrift['state']): number =>
    objects.filter((object) => object.state === state).length;
  const counts = [
    `${String(count('same'))} unchanged`,
    `${String(count('changed'))} changed`,
    `${String(count('missing'))} not in the cluster`,
    `${String(count('unknown'))} not compared`,
  ];
  const head = `Cluster ${paint('bold', printable(cluster))} (asked ${askedAt})\n`;
  return `${head}${blocks.join('')}${counts.join(', ')}\n`;
}

function objectBlock(object: ReportedObject, paint: Paint): string {
  const { kind, namespace, name, state, file, range, fields } = object;
  const where = namespace === '' ? '' : ` in "${namespace}"`;
  const title = `${kind} "${name}"${where}`;
  const place = paint('dim', printable(location({ file, range })));
  const missing = state === 'missing' ? ` isn't in the cluster` : '';
  const lines = fields.map((field) => `  ${fieldLine(field)}\n`);
  return `${paint('bold', printable(title))}${missing}  ${place}\n${lines.join('')}`;
}

function fieldLine({ field, file, live, setBy, setAt }: ReportedField): string {
  const said = file === undefined ? "the file doesn't set it" : `${file} in the file`;
  const by = setBy === undefined ? '' : `; set by ${setBy}${dayOf(setAt)}`;
  return printable(`${field}: ${live ?? 'nothing'}, ${said}${by}`);
}

const dayOf = (time: string | undefined): string =>
  time === undefined ? '' : ` on ${time.slice(0, 10)}`;
