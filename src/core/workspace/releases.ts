import type { Scope } from './scope.ts';

/** Kinds whose objects install a chart, which makes objects that no file here holds. */
const RELEASES = ['HelmRelease', 'HelmChart', 'Application'];

/** Whether a name is one that a chart installed from this stack gives to its objects. */
export function isOfRelease(name: string, from: string, scope: Scope): boolean {
  return RELEASES.flatMap((kind) => scope.objects(kind, from)).some((release) =>
    [release.name, release.view.get('spec', 'releaseName').text].some(
      (own) => own !== undefined && (name === own || name.startsWith(`${own}-`)),
    ),
  );
}
