import type { ComposeService } from '../../../core/compose/compose.ts';
import { removeEntry } from '../../../core/lint/fix.ts';
import { defineRule } from '../../../core/lint/rule.ts';
import type { Problem } from '../../../core/lint/rule.ts';
import type { View } from '../../../core/yaml/view.ts';
import { isMainFile, isTool } from '../compose-services.ts';

export const composeNotPortable = defineRule({
  id: 'compose-not-portable',
  severity: 'hint',
  summary: 'A Compose service relies on something that a cluster does in another way.',
  deck: ['S18.6', 'S18.7'],
  docs: {
    why: 'Some parts of a Compose file only work on one machine: folders of that machine, a fixed container name, the network of the host, and waiting for another service to be healthy before starting. A cluster starts everything at once, on any node, so these parts have to be thought about before the stack moves there.',
    fix: 'Keep the code in the image and mount it only in `compose.override.yaml`, find containers by their service name, and let programs try again until what they need is there.',
    links: [
      {
        title: 'Compose services',
        url: 'https://docs.docker.com/reference/compose-file/services/',
      },
    ],
  },
  check: {
    *composeService(service) {
      if (!isMainFile(service) || isTool(service)) return;
      yield* inName(service);
      yield* inNetwork(service);
      yield* inMounts(service);
      yield* inDependencies(service);
    },
  },
});

function* inName({ view, file, name }: ComposeService): Iterable<Problem> {
  const at = view.get('container_name');
  if (at.text === undefined) return;
  yield {
    at: at.keyMark,
    message: `A fixed container name allows one copy only, and means nothing in a cluster. Let other services find this one as "${name}".`,
    fixes: [
      {
        title: 'Remove "container_name"',
        edits: () => [{ path: file.path, edits: [removeEntry(file.text, at)] }],
      },
    ],
  };
}

function* inNetwork({ view }: ComposeService): Iterable<Problem> {
  const at = view.get('network_mode');
  if (at.text !== 'host') return;
  yield {
    at,
    message:
      'With the network of the host, services find each other at localhost; in a cluster each pod has its own. Publish the ports instead.',
  };
}

/** Folders of the own machine: single files are configuration, which has its own place. */
const OWN_FOLDER = /^(?:\.{1,2}(?:\/|$)|~\/)/;

function* inMounts({ view }: ComposeService): Iterable<Problem> {
  for (const item of view.get('volumes').items) {
    const source = item.get('source');
    const bind = source.exists && item.get('type').text === 'bind';
    const text = bind ? source.text : shortSource(item);
    if (text === undefined || !OWN_FOLDER.test(text) || isFile(text)) continue;
    yield {
      at: bind ? source : item.part(0, text.length),
      message: `"${text}" is a folder of this machine, and a cluster has none such. Put code into the image (and this mount into compose.override.yaml), and data on a volume.`,
    };
  }
}

function shortSource(item: View): string | undefined {
  const [source, target] = item.text?.split(':') ?? [];
  return target === undefined ? undefined : source;
}

function isFile(path: string): boolean {
  return /[^/.][^/]*\.\w+$/.test(path.slice(path.lastIndexOf('/') + 1));
}

function* inDependencies({ view }: ComposeService): Iterable<Problem> {
  for (const dependency of view.get('depends_on').entries) {
    const at = dependency.get('condition');
    if (at.text !== 'service_healthy' && at.text !== 'service_completed_successfully') continue;
    yield {
      at,
      message: `A cluster starts everything at once and does not wait for "${dependency.key}". Let the program try again until it is there.`,
    };
  }
}
