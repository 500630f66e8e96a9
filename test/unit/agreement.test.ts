/** Findings, graph, map and `resolve` are asked about the same names of every fixture and sample. */
import fs from 'node:fs';
import { describe, expect, it } from 'vitest';
import { referencesAt } from '../../src/core/graph/graph.ts';
import type { GraphReference } from '../../src/core/graph/model.ts';
import { hostLiterals } from '../../src/core/graph/host-literals.ts';
import { resolveHost } from '../../src/cli/resolve.ts';
import { Linter } from '../../src/core/lint/lint.ts';
import { stackMap } from '../../src/core/map/map.ts';
import { absolute } from '../../src/core/yaml/view.ts';
import type { Workspace } from '../../src/core/workspace/workspace.ts';
import { rules } from '../../src/topics/rules.ts';
import { sampleWorkspace } from '../support/ask.ts';
import { FIXTURES, loadCase, readCases } from '../support/fixtures.ts';

/** The rule that says which kind is missing, by the field that names it. */
const MISSING: readonly (readonly [rule: string, kinds: RegExp, field: RegExp])[] = [
  ['config-reference-missing', /^(?:ConfigMap|Secret)$/, /./],
  ['claim-missing', /^PersistentVolumeClaim$/, /claimName$/],
  ['service-account-missing', /^ServiceAccount$/, /serviceAccount(?:Name)?$/],
  ['role-missing', /^(?:Cluster)?Role$/, /^roleRef\.name$/],
  ['ingress-backend-missing', /^Service$/, /^spec\.(?:backend|defaultBackend|rules)/],
  ['stateful-set-service', /^Service$/, /^spec\.serviceName$/],
];

const ASKED = new Set(MISSING.map(([rule]) => rule));

/** A finding about what is there, but not as it should be. */
const IS_THERE = /is not headless|selects other pods/;

const ruleFor = ({ target: { kind }, field, from }: GraphReference): string | undefined => {
  if (
    kind === 'Service' &&
    field.startsWith('spec.rules') &&
    !/^(?:Ingress|HTTPRoute)$/.test(from.object?.kind ?? '')
  )
    return undefined;
  return MISSING.find(([, kinds, fields]) => kinds.test(kind) && fields.test(field))?.[0];
};

function disagreements(workspace: Workspace): readonly string[] {
  const linter = new Linter(
    workspace,
    rules.filter(({ id }) => ASKED.has(id)),
    {
      ignoreSilence: true,
      onError: (error) => {
        throw error;
      },
    },
  );
  return workspace.files.flatMap(({ path }) => {
    const findings = linter.findings(path).filter(({ message }) => !IS_THERE.test(message));
    // One finding stands for all that an object says of a name.
    const found = new Set(
      findings.map(({ rule, object, span }) =>
        [rule, object?.kind, object?.name, wordAt(workspace, path, span)].join(' '),
      ),
    );
    const whole = workspace
      .objectsIn(path)
      .filter((object) => workspace.roleOf(object) !== 'patch');
    const references = referencesAt(workspace, path).filter(
      ({ to, target }) => target.key === undefined || to.length === 0,
    );
    const names = Map.groupBy(references, (reference) => {
      const rule = ruleFor(reference);
      const { object, mark } = reference.from;
      const isWhole = whole.some(
        ({ document, kind }) => document === mark.document && kind === object?.kind,
      );
      if (rule === undefined || !isWhole) return undefined;
      return [rule, object?.kind, object?.name, reference.target.name].join(' ');
    });
    names.delete(undefined);
    return [...names].flatMap(([id, all]) => {
      const missing = all.some(({ state }) => state === 'missing');
      if (missing === found.has(id ?? '')) return [];
      return [
        `${path}: ${id ?? ''} is ${all.map(({ state }) => state).join(', ')}, ${missing ? 'no' : 'a'} finding`,
      ];
    });
  });
}

function wordAt(workspace: Workspace, path: string, span: { start: number; end: number }): string {
  return (workspace.file(path)?.text.slice(span.start, span.end) ?? '').replace(/^["']|["']$/g, '');
}

/** Edges of the map whose state is another than that of the names that they stand for. */
function mapDisagreements(workspace: Workspace): readonly string[] {
  const states = new Map<string, Set<string>>();
  for (const { path } of workspace.files) {
    for (const { from, field, state, key } of referencesAt(workspace, path)) {
      for (const mark of [from.mark, ...(key ? [key.mark] : [])]) {
        const id = `${path} ${String(absolute(mark).start)} ${field}`;
        states.set(id, (states.get(id) ?? new Set()).add(state));
      }
    }
  }
  return stackMap(workspace).edges.flatMap(({ id, references }) =>
    references
      .filter(({ place, field, state }) => {
        const known = states.get(`${place.path} ${String(place.span.start)} ${field}`);
        return known !== undefined && !known.has(state);
      })
      .map(({ field, state }) => `${id}: ${field} is ${state}`),
  );
}

/** Hosts that lead to a Service by the graph and not by `resolve`, or to another one, or only there. */
function resolveDisagreements(workspace: Workspace): readonly string[] {
  const read = { workspace, shown: (path: string) => path };
  return workspace.files.flatMap(({ path }) =>
    referencesAt(workspace, path)
      // Settings of its own change how a pod asks; `resolve` asks as a plain one.
      .filter(
        ({ from, target, by }) =>
          isPlainHost(from, workspace) && by === undefined && target.kind === 'Service',
      )
      .flatMap(({ from, target, to }) => {
        const host = from.mark.document.text.slice(from.mark.start, from.mark.end);
        const { answer } = resolveHost(read, { host, from: from.object?.namespace ?? '' });
        const found = answer?.service && `${answer.service.name} in ${answer.service.namespace}`;
        const wanted = to.length === 0 ? undefined : `${target.name} in ${target.namespace}`;
        return found === wanted || (wanted === undefined && found === 'kubernetes in default')
          ? []
          : [`${path}: ${host} is ${wanted ?? 'nobody'}, by resolve ${found ?? 'nobody'}`];
      }),
  );
}

function isPlainHost({ path, mark }: GraphReference['from'], workspace: Workspace): boolean {
  if (/dns(?:Policy|Config)|hostNetwork|hostAliases|externalName/.test(mark.document.text))
    return false;
  return workspace
    .objectsIn(path)
    .some((object) =>
      hostLiterals(object).some(
        (literal) => literal.mark.document === mark.document && literal.mark.start === mark.start,
      ),
    );
}

const WORKSPACES: readonly (readonly [name: string, workspace: () => Workspace])[] = [
  ...['shop', 'clean'].map((name) => [name, () => sampleWorkspace(name)] as const),
  ...fs
    .readdirSync(FIXTURES)
    .flatMap((rule) =>
      readCases(rule).map(({ name, files }) => [`${rule}/${name}`, () => loadCase(files)] as const),
    ),
];

describe('findings, graph, map and resolve', () => {
  it('say the same of every name in the fixtures and samples', () => {
    const found = WORKSPACES.flatMap(([name, read]) => {
      const workspace = read();
      return [
        ...disagreements(workspace),
        ...mapDisagreements(workspace),
        ...resolveDisagreements(workspace),
      ].map((line) => `${name}: ${line}`);
    });
    expect(found).toEqual([]);
  }, 60_000);
});
