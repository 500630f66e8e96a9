/** What the instructions of a Dockerfile mean for the day when the image runs in a cluster. */
import type { Dockerfile, Instruction, Stage } from '../../core/dockerfile/dockerfile.ts';
import type { HoverLine, HoverPart, HoverSource } from '../../core/hover/hover.ts';
import { reachesImage } from '../../core/dockerfile/dockerfile.ts';
import type { Scope } from '../../core/workspace/scope.ts';
import type { SourceFile } from '../../core/files/source.ts';

/** What is known about the instruction under the cursor. */
interface Here {
  readonly file: SourceFile;
  readonly dockerfile: Dockerfile;
  readonly instruction: Instruction;
  readonly stage: Stage | undefined;
  readonly scope: Scope;
}

export const dockerfileHover: HoverSource = (target, scope) => {
  if (target.in !== 'dockerfile' || !target.onKeyword) return undefined;
  const { file, instruction } = target;
  const dockerfile = file.documents[0]?.dockerfile;
  const about = ABOUT[instruction.keyword];
  if (dockerfile === undefined || about === undefined) return undefined;
  const stage = dockerfile.stages[instruction.stage ?? -1];
  const lines = about.lines?.({ file, dockerfile, instruction, stage, scope }) ?? [];
  const parts: readonly HoverPart[] = [
    { markdown: about.text },
    ...(lines.length === 0 ? [] : [{ list: lines }]),
    { slide: about.slide },
  ];
  return { parts };
};

interface About {
  readonly text: string;
  readonly slide: string;
  readonly lines?: (here: Here) => readonly HoverLine[];
}

const ABOUT: Readonly<Record<string, About>> = {
  FROM: {
    text: '**Where the image starts from.** The last stage becomes the image, or the one that `docker build --target` names, on top of the stages it is based on. Of other stages there is what `COPY --from` fetches. A tag pins the version of the base image; only a digest makes tomorrow’s build start from exactly the same one.',
    slide: 'S22',
    lines: stageLines,
  },
  CMD: {
    text: '**What a container of this image runs.** In a pod, `args` takes its place, and `command` takes the place of ENTRYPOINT.',
    slide: 'S22',
    lines: formLines,
  },
  ENTRYPOINT: {
    text: '**The program of the image**; CMD gives its arguments. In a pod, `command` takes its place, and then CMD is not used either.',
    slide: 'S22',
    lines: formLines,
  },
  EXPOSE: {
    text: '**A note for people and tools.** It opens and closes nothing: in a cluster, too, whatever port the program listens on can be reached. A Service gives it a name.',
    slide: 'S17',
    lines: portLines,
  },
  HEALTHCHECK: {
    text: '**Only Docker reads this.** Kubernetes ignores it: there, the probes of the pod ask whether a container is well.',
    slide: 'S17',
  },
  USER: {
    text: '**Who the program runs as.** A cluster that asks for `runAsNonRoot` can only check a number: a user that is given by name is refused at the start.',
    slide: 'S17',
    lines: userLines,
  },
  VOLUME: {
    text: '**No safe place in a cluster.** What is written there goes with the container; data that has to stay needs a volume in the pod with a claim.',
    slide: 'S5',
  },
  WORKDIR: {
    text: '**The folder in which the next steps and the program run.** A pod can change it with `workingDir`. Configuration that is mounted right here hides the files of the image.',
    slide: 'S22',
  },
};

function stageLines({ file, dockerfile, stage }: Here): readonly HoverLine[] {
  if (stage === undefined) return [];
  const name = stage.name?.text ?? `number ${String(stage.index)}`;
  const role = stage.isFinal
    ? 'The last stage: this becomes the image.'
    : reachesImage(dockerfile, stage.index)
      ? `Stage ${name}: the last stage is based on it, so the image has its layers and settings.`
      : `Stage ${name}: not in the image, unless a build names it as its target.`;
  const names = [stage.name?.text.toLowerCase(), String(stage.index)];
  const users = dockerfile.copies.filter(({ from }) => names.includes(from?.text.toLowerCase()));
  const document = file.documents[0];
  return [
    { text: role },
    ...users.map(({ span, sources }) => ({
      text: `${sources.map(({ text }) => text).join(', ')} is fetched from it`,
      path: file.path,
      ...(document !== undefined && { at: { document, ...span } }),
    })),
  ];
}

/** The shell form puts a shell in front of the program, which keeps signals to itself. */
function formLines({ instruction }: Here): readonly HoverLine[] {
  const text = instruction.argument?.text.trim() ?? '';
  if (text === '' || text.startsWith('[')) return [];
  return [
    {
      text: 'Written without brackets, so a shell starts the program and may keep the signal to stop from it: pods then take 30 seconds to end.',
    },
  ];
}

function portLines({ file, dockerfile, stage, scope }: Here): readonly HoverLine[] {
  const services = scope.composeFiles
    .flatMap((compose) => compose.services)
    .filter(({ build }) => build?.dockerfile === file.path);
  const published = services.flatMap((service) =>
    service.view.get('ports').items.flatMap((item) => {
      const port = item.text ?? item.get('target').text;
      if (port === undefined) return [];
      return [{ text: `Compose publishes ${port}`, path: service.file.path, at: item }];
    }),
  );
  return stage === undefined || reachesImage(dockerfile, stage.index)
    ? published
    : [{ text: 'Not in the last stage or one it is based on, so the image does not have it.' }];
}

function userLines({ instruction }: Here): readonly HoverLine[] {
  const user = instruction.argument?.text.trim().split(':')[0] ?? '';
  if (user === '' || user.startsWith('$')) return [];
  if (/^(?:root|0)$/.test(user)) return [{ text: `${user}: may do everything in the container` }];
  return [{ text: /^\d+$/.test(user) ? `${user}: a number` : `${user}: a name` }];
}
