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
    const named = firstOfEachName(stages);
    return asked.map((one) => stageReference(one, { file, stages, named, markOf }));
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
  /** The first stage of each name, in small letters. */
  readonly named: ReadonlyMap<string, Stage>;
  readonly markOf: (word: Word) => Mark;
}

function firstOfEachName(stages: readonly Stage[]): ReadonlyMap<string, Stage> {
  const named = stages.flatMap((stage): [string, Stage][] =>
    stage.name === undefined ? [] : [[stage.name.text.toLowerCase(), stage]],
  );
  return new Map(named.reverse());
}

/** The first stage that goes by a name or a number, before the one that asks. */
function stageNamed({ word, before }: Asked, { stages, named }: Stages): Stage | undefined {
  const byNumber = /^(?:0|[1-9]\d*)$/.test(word.text) ? stages[Number(word.text)] : undefined;
  const [first] = [named.get(word.text.toLowerCase()), byNumber]
    .flatMap((stage) => (stage !== undefined && stage.index < before ? [stage] : []))
    .sort((a, b) => a.index - b.index);
  return first;
}

function stageReference(asked: Asked, found: Stages): GraphReference {
  const { word, field } = asked;
  const { file, named, markOf } = found;
  const from = {
    ...{ path: file.path, mark: markOf(word) },
    object: { kind: 'Dockerfile', name: file.path },
  };
  const stage = stageNamed(asked, found);
  if (stage !== undefined) {
    const at = stage.name ?? stage.image;
    return {
      ...{ from, field, state: 'resolved' },
      target: { kind: 'DockerfileStage', namespace: '', name: word.text },
      to: at === undefined ? [] : [{ path: file.path, mark: markOf(at) }],
    };
  }
  const isVariable = word.text.includes('$');
  const isLater = /^\d+$/.test(word.text) || named.has(word.text.toLowerCase());
  return {
    ...{ from, field, to: [] },
    target: { kind: isLater ? 'DockerfileStage' : 'Image', namespace: '', name: word.text },
    state: isVariable ? 'unknown' : isLater ? 'missing' : 'external',
  };
}
