/** Whether a new name can stand where the old one stood. */
import type { RenamePlan } from './rename.ts';
import { portPlaces } from '../graph/object-references.ts';
import { objectAt } from './obstacles.ts';
import { Scope } from '../workspace/scope.ts';
import { SourceDocument } from '../files/source.ts';
import type { Workspace } from '../workspace/workspace.ts';

interface Form {
  readonly pattern: RegExp;
  readonly longest: number;
  readonly says: string;
}

const LABEL = 'small letters, digits and "-", and begins and ends with a letter or digit';

/** kubernetes.io/docs/concepts/overview/working-with-objects/names */
const FORMS = {
  service: {
    pattern: /^[a-z](?:[a-z0-9-]*[a-z0-9])?$/,
    longest: 63,
    says: 'small letters, digits and "-", begins with a letter and does not end with "-"',
  },
  label: { pattern: /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/, longest: 63, says: LABEL },
  domain: {
    pattern: /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*$/,
    longest: 253,
    says: `parts with a "." between them; each part has ${LABEL}`,
  },
  key: {
    pattern: /^(?!\.{1,2}$)[-._a-zA-Z0-9]+$/,
    longest: 253,
    says: 'letters, digits, "-", "_" and "."',
  },
  port: {
    pattern: /^(?=.*[a-z])(?!.*--)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/,
    longest: 15,
    says: 'small letters, digits and single "-", with at least one letter',
  },
} satisfies Record<string, Form>;

function formOf({ symbol: { type, kind } }: RenamePlan): Form {
  if (type === 'key') return FORMS.key;
  if (type === 'port') return kind === 'Service' ? FORMS.label : FORMS.port;
  if (kind === 'Service') return FORMS.service;
  return kind === 'Namespace' ? FORMS.label : FORMS.domain;
}

/** The reason against a new name, as a sentence. */
export function nameProblem(
  workspace: Workspace,
  plan: RenamePlan,
  newName: string,
): string | undefined {
  const { pattern, longest, says } = formOf(plan);
  if (!pattern.test(newName)) return `"${newName}" is no valid name here: it takes ${says}.`;
  if (newName.length > longest) return `"${newName}" is longer than ${longest} characters.`;
  if (new SourceDocument(newName, 0).view.type !== 'string')
    return `YAML reads "${newName}" as something other than a text.`;
  return isTaken(workspace, plan, newName)
    ? `"${newName}" is the name of something else already.`
    : undefined;
}

function isTaken(workspace: Workspace, { symbol, places }: RenamePlan, newName: string): boolean {
  const scope = new Scope(workspace);
  if (symbol.kind === 'Namespace') return scope.namespaces.includes(newName);
  return symbol.places.some((place) => {
    const object = objectAt(workspace, place);
    const namespaces = object === undefined ? scope.namespaces : scope.namespacesOf(object);
    if (symbol.type === 'key') return object?.keys?.includes(newName) === true;
    if (symbol.type === 'port')
      return object?.service !== undefined
        ? portPlaces(object, newName).length > 0
        : object?.workload?.ports.some(({ name }) => name === newName) === true;
    const { path } = places[0] ?? place;
    return scope.definitions(symbol.kind, newName, path, namespaces).length > 0;
  });
}
