import { readCompose } from '../../../core/compose/compose.ts';
import { parseImage } from '../../../core/kubernetes/images.ts';
import type { ImageReference } from '../../../core/kubernetes/images.ts';
import type { KubernetesObject } from '../../../core/kubernetes/manifest.ts';
import { defineRule } from '../../../core/lint/rule.ts';
import type { Problem } from '../../../core/lint/rule.ts';
import type { Scope } from '../../../core/workspace/scope.ts';
import { folderOf, joinPath } from '../../../core/files/source.ts';
import type { SourceFile } from '../../../core/files/source.ts';
import type { Mark, View } from '../../../core/yaml/view.ts';

export const imageTag = defineRule({
  id: 'image-tag',
  severity: 'information',
  summary: 'An image has no fixed version, so what runs can change without any change here.',
  deck: ['S16.2', 'S17.2'],
  docs: {
    why: 'Without a tag, or with `latest`, two nodes can run different code under one name, and a roll-back has nothing to go back to. A commit hash or a version in the tag ties what runs to what was built.',
    fix: 'Name the version that you tested, or pin the digest. Images that a kustomization or Skaffold gives a tag may stay without one.',
    links: [
      {
        title: 'Images',
        url: 'https://kubernetes.io/docs/concepts/containers/images/#image-names',
      },
    ],
  },
  check: {
    *container({ workload, view }, scope) {
      const image = view.get('image');
      const [problem] = unpinned(image);
      if (problem === undefined || view.get('imagePullPolicy').text === 'Never') return;
      if (isTaggedElsewhere(image.text ?? '', workload.object, scope)) return;
      yield problem;
    },
    *composeService({ image, build, file }) {
      // What is built here gets its name here; its version is the commit.
      if (build !== undefined) return;
      const services = readCompose(file)?.services ?? [];
      const built = services.some((other) => other.build && other.image.text === image.text);
      if (!built) yield* unpinned(image, 'hint');
    },
    *dockerfile(node) {
      for (const stage of node.dockerfile.stages) {
        if (stage.image === undefined || stage.basedOn !== undefined) continue;
        const problem = problemOf(stage.image.text, node.mark(stage.image.span));
        if (problem !== undefined) yield { ...problem, severity: 'hint' };
      }
    },
  },
});

function* unpinned(image: View, severity?: 'hint'): Iterable<Problem> {
  const problem = image.string === undefined ? undefined : problemOf(image.string, image);
  if (problem !== undefined) yield { ...problem, ...(severity && { severity }) };
}

/** A kustomization, Skaffold or Tilt writes the version into the manifest when it is deployed. */
function isTaggedElsewhere(reference: string, object: KubernetesObject, scope: Scope): boolean {
  const image = parseImage(reference);
  const names = [reference, image && nameWithoutTag(image)];
  const inKustomization = [...scope.structure.kustomizations.values()]
    .filter((kustomization) => scope.related(kustomization.path, object.path))
    .flatMap(({ view }) => view.get('images').items)
    .some(
      (item) => names.includes(item.get('name').text) && (item.has('newTag') || item.has('digest')),
    );
  if (inKustomization) return true;
  const inSkaffold = filesAbove(object.path, 'skaffold.yaml', scope)
    .flatMap(({ documents }) => documents)
    .flatMap(({ view }) => view.get('build', 'artifacts').items)
    .some((artifact) => names.includes(artifact.get('image').text));
  return inSkaffold || tiltImages(object.path, scope).some((name) => names.includes(name));
}

/** The first argument of `docker_build("shop/cart", ".")` and of its relatives. */
function tiltImages(path: string, scope: Scope): readonly string[] {
  return filesAbove(path, 'Tiltfile', scope).flatMap(({ text }) =>
    [...text.matchAll(/^(?!\s*#).*?\w+_build\w*\(\s*(?:ref\s*=\s*)?["']([^"'\n]+)["']/gm)].map(
      ([, name = '']) => name,
    ),
  );
}

function nameWithoutTag({ registry, repository }: ImageReference): string {
  return registry === undefined ? repository : `${registry}/${repository}`;
}

/** The files of a name in the folders above a manifest. */
function filesAbove(path: string, name: string, scope: Scope): readonly SourceFile[] {
  const folders: string[] = [''];
  for (let folder = folderOf(path); folder !== ''; folder = folderOf(folder)) folders.push(folder);
  return folders.flatMap((folder) => scope.file(joinPath(folder, name)) ?? []);
}

function problemOf(reference: string, at: View | Mark): Problem | undefined {
  const image = parseImage(reference);
  if (image === undefined || image.digest !== undefined || image.repository === 'scratch')
    return undefined;
  if (image.tag === undefined) {
    return {
      at,
      message: `"${reference}" has no tag, so it means "latest", which moves. Name the version that you tested.`,
    };
  }
  return image.tag === 'latest'
    ? {
        at,
        message: `"latest" moves: "${reference}" is another image tomorrow. Name the version that you tested.`,
      }
    : undefined;
}
