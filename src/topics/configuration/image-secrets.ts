/** Edits that take a secret out of a Dockerfile. */
import type {
  Assignment,
  Copy,
  Dockerfile,
  Instruction,
  Run,
  Word,
} from '../../core/dockerfile/dockerfile.ts';
import type { TextEdit } from '../../core/lint/fix.ts';
import { baseName, joinPath } from '../../core/files/source.ts';
import { onceFor } from '../../core/workspace/per-scope.ts';
import { contains, lineEnd, lineStart } from '../../core/text/text.ts';

/** Takes one name out of an ENV or ARG; the instruction goes with its last name. */
export function removeAssignment(
  text: string,
  dockerfile: Dockerfile,
  assignment: Assignment,
): TextEdit | undefined {
  const place = placesOf(dockerfile).get(assignment.nameSpan.start);
  if (place === undefined) return undefined;
  const { instruction, siblings, index } = place;
  const next = siblings[index + 1];
  const before = siblings[index - 1];
  if (next !== undefined)
    return { span: { start: assignment.nameSpan.start, end: next.nameSpan.start }, text: '' };
  if (before !== undefined)
    return { span: { start: endOf(before), end: endOf(assignment) }, text: '' };
  return removeInstruction(text, instruction.span);
}

const endOf = ({ nameSpan, valueSpan }: Assignment): number => (valueSpan ?? nameSpan).end;

function removeInstruction(text: string, span: { start: number; end: number }): TextEdit {
  return { span: { start: lineStart(text, span.start), end: lineEnd(text, span.end) }, text: '' };
}

/** An ENV or ARG and the names that it sets, with the place of one of them. */
interface AssignmentPlace {
  readonly instruction: Instruction;
  readonly siblings: readonly Assignment[];
  readonly index: number;
}

/** Where each name is set, by the start of the name: a file may set thousands. */
const placesOf = onceFor((dockerfile: Dockerfile): ReadonlyMap<number, AssignmentPlace> => {
  const all = [...dockerfile.env, ...dockerfile.args];
  const groups = Map.groupBy(all, ({ nameSpan }) => instructionAt(dockerfile, nameSpan.start));
  const places = [...groups].flatMap(([instruction, siblings]) =>
    instruction === undefined
      ? []
      : siblings.map(
          ({ nameSpan }, index) => [nameSpan.start, { instruction, siblings, index }] as const,
        ),
  );
  return new Map(places);
});

function instructionAt({ instructions }: Dockerfile, offset: number): Instruction | undefined {
  let [low, high] = [0, instructions.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if ((instructions[middle]?.span.end ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  const found = instructions[low];
  return found !== undefined && contains(found.span, offset) ? found : undefined;
}

/** Takes one source out of a COPY; the instruction goes with its last source. */
export function removeSource(text: string, copy: Copy, source: Word): TextEdit {
  const index = copy.sources.indexOf(source);
  const next = copy.sources[index + 1] ?? copy.destination;
  if (copy.sources.length === 1 || next === undefined) return removeInstruction(text, copy.span);
  return { span: { start: source.span.start, end: next.span.start }, text: '' };
}

/**
 * Gives a variable to the RUN lines that use it, and to nothing else.
 * @returns undefined where no RUN names it, or something else than a RUN does
 */
export function mountVariable(
  dockerfile: Dockerfile,
  name: string,
  stage: number | undefined,
): readonly TextEdit[] | undefined {
  const users = usersIn(dockerfile.stages[stage ?? -1]?.instructions ?? []).get(name) ?? [];
  const isShell = ({ keyword, argument }: Instruction): boolean =>
    keyword === 'RUN' && argument?.text.startsWith('[') !== true;
  if (users.length === 0 || !users.every(isShell)) return undefined;
  return users.map((run) => addMount(run, `type=secret,id=${name},env=${name}`));
}

/** The instructions that have a variable's value put in, as `$NAME` or `${NAME...}`, by its name. */
const usersIn = onceFor(
  (instructions: readonly Instruction[]): ReadonlyMap<string, readonly Instruction[]> => {
    const users = new Map<string, Instruction[]>();
    for (const instruction of instructions) {
      const used = (instruction.argument?.text ?? '').matchAll(/\$\{?(\w+)/g);
      for (const name of new Set(Array.from(used, ([, name = '']) => name))) {
        const known = users.get(name);
        if (known === undefined) users.set(name, [instruction]);
        else known.push(instruction);
      }
    }
    return users;
  },
);

/**
 * Gives a copied file to the RUN lines that need it: those that name it, else the next one.
 * @returns undefined where no RUN follows, where one deletes the file, or its place is not sure
 */
export function mountFile(dockerfile: Dockerfile, copy: Copy): readonly TextEdit[] | undefined {
  const [source, ...others] = copy.sources;
  const target = source === undefined ? undefined : targetOf(copy, source);
  if (source === undefined || target === undefined || others.length > 0) return undefined;
  const name = baseName(target);
  const later = dockerfile.runs.filter(
    ({ instruction, stage }) => stage === copy.stage && instruction.span.start > copy.span.start,
  );
  const naming = later.filter(({ instruction }) => instruction.argument?.text.includes(name));
  const users = naming.length > 0 ? naming : later.slice(0, 1);
  if (users.length === 0 || users.some(deletesOrLocks)) return undefined;
  const id = name.replace(/^\.+/, '');
  return users.map(({ instruction }) =>
    addMount(instruction, `type=secret,id=${id},target=${target}`),
  );
}

const deletesOrLocks = ({ instruction }: Run): boolean =>
  /\b(?:rm|shred|chmod|chown|mv)\s/.test(instruction.argument?.text ?? '');

function targetOf(copy: Copy, source: Word): string | undefined {
  const place = copy.destination?.text;
  if (place?.startsWith('/') !== true || /[$*?]/.test(place + source.text)) return undefined;
  return place.endsWith('/') ? `/${joinPath(place, baseName(source.text))}` : place;
}

function addMount({ keywordSpan: { end } }: Instruction, mount: string): TextEdit {
  return { span: { start: end, end }, text: ` --mount=${mount}` };
}
