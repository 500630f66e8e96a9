/** What becomes of Compose's environment and secrets in a cluster. */
import type { ComposeService } from '../../core/compose/compose.ts';
import type { HoverLine, HoverSource } from '../../core/hover/hover.ts';
import { isSensitiveName, secretIn } from '../../core/kubernetes/sensitive.ts';
import type { View } from '../../core/yaml/view.ts';

export const composeHover: HoverSource = (target) => {
  if (target.in !== 'compose' || target.on !== 'key') return undefined;
  const { path, view, compose } = target;
  const word = path.at(-1);
  const atTop = path.length === 1;
  if (typeof word !== 'string' || !(atTop || (path.length === 3 && path[0] === 'services')))
    return undefined;
  const text = atTop ? TOP[word] : SERVICE[word];
  if (text === undefined) return undefined;
  const service = atTop ? undefined : compose.services.find(({ name }) => name === path[1]);
  const list = lines(word, view, service);
  return { parts: [{ markdown: text }, ...(list.length === 0 ? [] : [{ list }]), { slide: 'S8' }] };
};

const SERVICE: Readonly<Record<string, string>> = {
  environment:
    'Variables of the container; they win over those of `env_file`. In a cluster the plain ones go to a ConfigMap (`envFrom`), and passwords, keys and tokens to a Secret (`secretKeyRef`).',
  env_file:
    'Files of variables, read when Compose starts. In a cluster their lines become a ConfigMap or a Secret; kustomize makes one with `configMapGenerator` and `secretGenerator`. Keep files with secrets out of git and out of the image.',
  secrets:
    'Files below `/run/secrets` in the container. In a cluster the same is a Secret mounted as a volume.',
  configs: 'Files in the container. In a cluster the same is a ConfigMap mounted as a volume.',
};

const TOP: Readonly<Record<string, string>> = {
  secrets:
    'The secrets that services can mount, and where Compose takes them from. In a cluster each becomes a Secret.',
  configs:
    'The configuration files that services can mount. In a cluster each becomes a key of a ConfigMap.',
};

function lines(
  word: string,
  view: View,
  service: ComposeService | undefined,
): readonly HoverLine[] {
  if (word === 'environment')
    return (service?.environment ?? []).map(({ name, value }) => ({
      text: `${name}: ${goesToSecret(name, value) ? 'Secret' : 'ConfigMap'}`,
    }));
  const names = view.text === undefined ? itemNames(view) : [view.text];
  return names.map((text) => ({ text }));
}

function goesToSecret(name: string, value = ''): boolean {
  return (
    isSensitiveName(name) ||
    secretIn(name, value) !== undefined ||
    /:\/\/[^/@\s]*:[^@]*@/.test(value)
  );
}

function itemNames(view: View): readonly string[] {
  if (view.type === 'map') return view.keys;
  return view.items.flatMap(
    (item) => item.text ?? item.get('path').text ?? item.get('source').text ?? [],
  );
}
