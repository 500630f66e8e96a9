import { Scope } from '../core/workspace/scope.ts';
import type { Workspace } from '../core/workspace/workspace.ts';
import { ownersOf } from '../topics/people/owners.ts';
import type { CheckedFinding } from './check.ts';

/** Findings with the people or teams who look after their files, as the project says. */
export function withOwners<Found extends CheckedFinding>(
  findings: readonly Found[],
  workspace: Workspace,
): readonly Found[] {
  const scope = new Scope(workspace);
  const known = new Map<string, readonly string[]>();
  return findings.map((finding) => {
    const { path } = finding.source;
    const owners = known.get(path) ?? ownersOf(path, scope);
    known.set(path, owners);
    return owners.length === 0 ? finding : { ...finding, owners };
  });
}

/** Those that one of these owners looks after; all where nobody is named. */
export function ofOwners<Found extends CheckedFinding>(
  findings: readonly Found[],
  wanted: readonly string[],
): readonly Found[] {
  if (wanted.length === 0) return findings;
  // "@" is how CODEOWNERS marks a name.
  const names = new Set(wanted.map(plainName));
  return findings.filter(({ owners = [] }) => owners.some((owner) => names.has(plainName(owner))));
}

const plainName = (owner: string): string => owner.replace(/^@/, '');
