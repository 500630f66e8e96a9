/** The graph's references inside Dockerfiles: FROM and COPY --from that name a stage or an image. */
import type { Stage, Word } from '../dockerfile/dockerfile.ts';
import type { GraphReference } from './model.ts';
import type { SourceFile } from '../files/source.ts';
import type { Mark } from '../yaml/view.ts';

/** A word that may name a stage; `before` is the index of the stage that asks. */
interface Asked {
  readonly word: Word;
  readonly before: number;
  readonly field: string;
}

export function dockerfileReferences(file: SourceFile): readonly GraphReference[] {
  return file.documents.flatMap((document) => {
    const { stages, copies, runs } = document.dockerfile;
    const asked = [
      ...stages.flatMap(({ image, index, basedOn }) =>
        image === undefined || basedOn === undefined
          ? []
          : [{ word: image, before: index, field: 'FROM' }],
      ),
      ...copies.flatMap(({ from, stage = 0, instruction }) =>
        from === undefined ? [] : [{ word: from, before: stage, field: `${instruction} --from` }],
      ),
      ...runs.flatMap(({ mounts, stage = 0 }) =>
        mounts.flatMap((mount) => mountFrom(mount, stage)),
      ),
    ];
    const markOf = ({ span }: Word): Mark => ({ document, start: span.start, end: span.end });
    return asked.map((one) => stageReference(one, { file, stages, markOf }));
  });
}

function mountFrom(
  mount: Word & { readonly options: ReadonlyMap<string, string> },
  stage: number,
): readonly Asked[] {
  const name = mount.options.get('from');
  const at = mount.text.indexOf(`from=${name ?? ''}`);
  if (name === undefined || at < 0) return [];
  const start = mount.span.start + at + 'from='.length;
  // Where quotes or continued lines move the letters, the whole option stands for the name.
  const isPlain = mount.span.end - mount.span.start === mount.text.length;
  const span = isPlain ? { start, end: start + name.length } : mount.span;
  return [{ word: { text: name, span }, before: stage, field: 'RUN --mount' }];
}

interface Stages {
  readonly file: SourceFile;
  readonly stages: readonly Stage[];
  readonly markOf: (word: Word) => Mark;
}

function stageReference(
  { word, before, field }: Asked,
  { file, stages, markOf }: Stages,
): GraphReference {
  const from = {
    ...{ path: file.path, mark: markOf(word) },
    object: { kind: 'Dockerfile', name: file.path },
  };
  const stage = stages
    .filter(({ index }) => index < before)
    .find(
      ({ name, index }) =>
        name?.text.toLowerCase() === word.text.toLowerCase() || String(index) === word.text,
    );
  if (stage !== undefined) {
    const at = stage.name ?? stage.image;
    return {
      ...{ from, field, state: 'resolved' },
      target: { kind: 'DockerfileStage', namespace: '', name: word.text },
      to: at === undefined ? [] : [{ path: file.path, mark: markOf(at) }],
    };
  }
  const isVariable = word.text.includes('$');
  const isLater = /^\d+$/.test(word.text) || stages.some(({ name }) => name?.text === word.text);
  return {
    ...{ from, field, to: [] },
    target: { kind: isLater ? 'DockerfileStage' : 'Image', namespace: '', name: word.text },
    state: isVariable ? 'unknown' : isLater ? 'missing' : 'external',
  };
}
