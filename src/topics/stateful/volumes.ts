/** Where the files of a container are kept. */
import type { Container, Workload } from '../../core/kubernetes/manifest.ts';
import type { View } from '../../core/yaml/view.ts';

/**
 * `lost`: gone with the pod. `configuration`: read from objects of the cluster. `kept`: outlives
 * the pod, whatever keeps it. `unknown`: the volume is not declared here.
 */
type Keeping = 'lost' | 'configuration' | 'kept' | 'unknown';

export interface Mount {
  /** The item of `volumeMounts` or `volumeDevices`. */
  readonly view: View;
  readonly path: string;
  readonly keeping: Keeping;
  /** The item of `volumes`; undefined for claims of a StatefulSet's templates. */
  readonly volume: View | undefined;
}

const CONFIGURATION = ['configMap', 'secret', 'projected', 'downwardAPI', 'image'];

export function mountsOf({ workload, view }: Container): readonly Mount[] {
  const volumes = workload.pod.get('volumes').items;
  const templates = claimTemplates(workload).map((claim) => claim.get('metadata', 'name').text);
  const items = [...view.get('volumeMounts').items, ...view.get('volumeDevices').items];
  return items.map((item) => {
    const name = item.get('name').text;
    const volume = volumes.find((candidate) => candidate.get('name').text === name);
    const templated = name !== undefined && templates.includes(name);
    const path = (item.get('mountPath').text ?? '').replace(/\/+$/, '');
    return { view: item, path, keeping: templated ? 'kept' : keepingOf(volume), volume };
  });
}

/** The items of a StatefulSet's `volumeClaimTemplates`. */
function claimTemplates(workload: Workload): readonly View[] {
  const { object } = workload;
  return object.kind === 'StatefulSet' ? object.view.get('spec', 'volumeClaimTemplates').items : [];
}

function keepingOf(volume: View | undefined): Keeping {
  if (volume === undefined) return 'unknown';
  if (CONFIGURATION.some((key) => volume.has(key))) return 'configuration';
  const source = volume.keys.find((key) => key !== 'name');
  return source === undefined || source === 'emptyDir' || source === 'ephemeral' ? 'lost' : 'kept';
}

/** Whether one path is the other, or lies in it. */
export function isInside(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}
