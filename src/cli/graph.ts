import { referencesAt } from '../core/graph/graph.ts';
import { isTemplated } from '../core/graph/model.ts';
import type {
  GraphPlace,
  GraphReference,
  GraphTarget,
  ReferenceState,
} from '../core/graph/model.ts';
import type { ObjectName } from '../core/lint/lint.ts';
import type { Range, Span } from '../core/text/text.ts';
import { absolute } from '../core/yaml/view.ts';
import { rangesIn } from './ranges.ts';
import type { ReadWorkspace } from './read-workspace.ts';

/** Lines and characters count from 0, in UTF-16 units. */
export interface ReportedPlace {
  /** From where the person stands, with `/`. */
  readonly file: string;
  readonly range: Range;
}

export interface ReportedReference {
  readonly from: ReportedPlace & { readonly object: ObjectName | undefined };
  readonly field: string;
  readonly target: GraphTarget;
  readonly state: ReferenceState;
  /** With a key or port: where that is, if it was found. */
  readonly to?: ReportedPlace;
}

/** The answer of `graph`, in the shape that `--format json` prints. */
export interface GraphReport {
  /** By file, then by place. */
  readonly references: readonly ReportedReference[];
  /** Every namespace that something ends up in or that is defined here, sorted. */
  readonly namespaces: readonly string[];
}

export function graph({ workspace, shown }: ReadWorkspace): GraphReport {
  const show = placeShower({ workspace, shown });
  const paths = workspace.files.map(({ path }) => path).sort();
  return {
    references: paths
      .flatMap((path) => referencesAt(workspace, path))
      .map((reference) => reported(reference, show, shown)),
    namespaces: workspace.namespaces.filter((name) => !isTemplated(name)),
  };
}

function reported(
  { from, field, target, state, to, key }: GraphReference,
  show: (place: GraphPlace) => ReportedPlace,
  shown: (path: string) => string,
): ReportedReference {
  const { object } = from;
  const [end] = [...(key?.to ?? []), ...to];
  const isFile = target.kind === 'File' || target.kind === 'Folder';
  return {
    from: {
      ...show(from),
      // Dockerfiles and kustomizations are named by their path.
      object: object?.name === from.path ? { ...object, name: shown(from.path) } : object,
    },
    field,
    target: isFile && state !== 'external' ? { ...target, name: shown(target.name) } : target,
    state,
    ...(end && { to: show(end) }),
  };
}

/** Counts the lines of a file once, however often it is named. */
export function placeShower({
  workspace,
  shown,
}: Pick<ReadWorkspace, 'workspace' | 'shown'>): (place: GraphPlace) => ReportedPlace {
  const ranges = new Map<string, (span: Span) => Range>();
  return ({ path, mark }) => {
    const rangeOf = ranges.get(path) ?? rangesIn(workspace.file(path)?.text ?? '');
    ranges.set(path, rangeOf);
    return { file: shown(path), range: rangeOf(absolute(mark)) };
  };
}
