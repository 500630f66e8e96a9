import type { KubernetesObject } from '../kubernetes/manifest.ts';
import type { Scope } from './scope.ts';

/** Kinds whose objects install a chart, which makes objects that no file here holds. */
const RELEASES = ['HelmRelease', 'HelmChart', 'Application'];

/** The release in the stack of a file whose chart may give an object this name. */
export function releaseOf(name: string, from: string, scope: Scope): KubernetesObject | undefined {
  return RELEASES.flatMap((kind) => scope.objects(kind, from)).find((release) =>
    [release.name, release.view.get('spec', 'releaseName').text].some(
      (own) => own !== undefined && (name === own || name.startsWith(`${own}-`)),
    ),
  );
}
