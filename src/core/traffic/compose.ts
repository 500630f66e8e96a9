/** Calls that only a Compose file tells of: programs that have the host in their image. */
import { isCall } from '../calls/references.ts';
import type { ComposeFile } from '../compose/compose.ts';
import { composeReferences } from '../graph/compose-references.ts';
import type { GraphReference } from '../graph/model.ts';
import { compareText } from '../text/text.ts';
import type { Flow, NamespaceNote, TrafficContext } from './traffic.ts';
import type { Pods } from './pods.ts';

/** One note for each workload that Compose lets depend on others, where no flow says it. */
export function composeNotes(
  flows: readonly Flow[],
  { scope, pods }: TrafficContext,
): readonly NamespaceNote[] {
  const references = [...scope.composeFiles]
    .sort((a, b) => depth(a) - depth(b) || compareText(a.file.path, b.file.path))
    .flatMap((compose) => composeReferences(compose, scope))
    .filter((reference) => reference.to.length > 0 && isCall(reference));
  const byName = Map.groupBy(references, ({ from }) => from.object?.name);
  const known = Map.groupBy(
    pods.all,
    ({ object, namespace }) => `${namespace}/${object.name ?? ''}`,
  );
  const flowsOf = Map.groupBy(flows, (flow) => flow.pods);
  const related = (caller: Pods): readonly GraphReference[] => {
    const all = (byName.get(caller.object.name) ?? []).filter(({ from }) =>
      scope.related(from.path, caller.object.path),
    );
    // The others are variants of the first file: for tests, for a laptop.
    return all.filter(({ from }) => from.path === all[0]?.from.path);
  };
  return pods.all.flatMap((caller) => {
    const silent = related(caller).flatMap((reference) => {
      const [called] = known.get(`${caller.namespace}/${reference.target.name}`) ?? [];
      const own = flowsOf.get(caller) ?? [];
      return called === undefined || own.some((flow) => leads(flow, called))
        ? []
        : [{ title: called.title, at: reference.from }];
    });
    const [first] = silent;
    if (first === undefined) return [];
    const titles = [...new Set(silent.map(({ title }) => title))].join(', ');
    const text = `${caller.title} talks to ${titles} in Compose, and no manifest says so: no rule`;
    return [{ text, at: first.at, namespace: caller.namespace }];
  });
}

const depth = ({ file }: ComposeFile): number => file.path.split('/').length;

function leads({ direction, peer }: Flow, to: Pods): boolean {
  return direction === 'egress' && peer.is === 'pods' && peer.pods === to;
}
