/** `drift`: what a cluster has in other words than the files. */
import { driftOf } from '../core/live/drift.ts';
import type { FieldDrift, ObjectDrift } from '../core/live/drift.ts';
import { inNoFile } from '../core/live/in-no-file.ts';
import type { Undescribed } from '../core/live/in-no-file.ts';
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
  /** Live objects of the files' namespaces that no file describes. */
  readonly inNoFile: readonly ReportedUndescribed[];
}

export interface ReportedUndescribed {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  /** The tool that manages it. */
  readonly managedBy?: string;
}

export function drift({ workspace, shown }: ReadWorkspace, facts: Snapshot): DriftReport {
  const objects = [...workspace.paths].sort().flatMap((path) => workspace.objectsIn(path));
  const scope = new Scope(workspace);
  const cluster = new LiveCluster(facts);
  return {
    cluster: facts.context.name,
    askedAt: new Date(facts.takenAt).toISOString(),
    inNoFile: inNoFile(objects, scope, cluster).map(undescribed),
    objects: driftOf(objects, scope, cluster).map(
      ({ object, namespace, name, state, why, fields }) => {
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
      },
    ),
  };
}

function undescribed({ live, managed }: Undescribed): ReportedUndescribed {
  const { kind, namespace, name } = live;
  return { kind, namespace, name, ...(managed && { managedBy: managed.tool }) };
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
export function formatDrift(report: DriftReport, paint: Paint): string {
  const { cluster, askedAt, objects } = report;
  const changed = objects.filter(({ state }) => state === 'changed' || state === 'missing');
  const blocks = changed.map((object) => objectBlock(object, paint));
  const count = (state: ObjectDrift['state']): number =>
    objects.filter((object) => object.state === state).length;
  const counts = [
    `${String(count('same'))} unchanged`,
    `${String(count('changed'))} changed`,
    `${String(count('missing'))} not in the cluster`,
    `${String(count('unknown'))} not compared`,
    `${String(report.inNoFile.length)} in no file`,
  ];
  const head = `Cluster ${paint('bold', printable(cluster))} (asked ${askedAt})\n`;
  const others = report.inNoFile.map((one) => `${undescribedLine(one)}\n`);
  return `${head}${blocks.join('')}${others.join('')}${counts.join(', ')}\n`;
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

function undescribedLine({ kind, namespace, name, managedBy }: ReportedUndescribed): string {
  const by = managedBy === undefined ? '' : `; ${managedBy} manages it`;
  return printable(`${kind} "${name}" in "${namespace}" is in no file${by}`);
}

function fieldLine({ field, file, live, setBy, setAt }: ReportedField): string {
  const said = file === undefined ? "the file doesn't set it" : `${file} in the file`;
  const by = setBy === undefined ? '' : `; set by ${setBy}${dayOf(setAt)}`;
  return printable(`${field}: ${live ?? 'nothing'}, ${said}${by}`);
}

const dayOf = (time: string | undefined): string =>
  time === undefined ? '' : ` on ${time.slice(0, 10)}`;
