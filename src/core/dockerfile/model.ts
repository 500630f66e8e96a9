import type { Escape, Word } from './words.ts';
import type { Span } from '../text/text.ts';

/** A parser directive at the top of the file; `name` is lower-case. */
export interface Directive {
  readonly name: string;
  readonly value: Word;
}

/** One instruction; `span` includes the bodies of its here-documents, `argument` does not. */
export interface Instruction {
  /** In upper case, whatever the file has. */
  readonly keyword: string;
  readonly keywordSpan: Span;
  readonly span: Span;
  /** Everything after the keyword, continued lines joined, quotes as written. */
  readonly argument: Word | undefined;
  /** Index in `Dockerfile.stages`; `undefined` before the first FROM. */
  readonly stage: number | undefined;
}

/** One name of an ENV or ARG; a value is free of quotes, its span includes them. */
export interface Assignment {
  readonly name: string;
  readonly nameSpan: Span;
  /** `undefined` if none is given (`ARG VERSION`), empty for `VERSION=`. */
  readonly value: string | undefined;
  readonly valueSpan: Span | undefined;
  readonly stage: number | undefined;
}

/** A COPY or ADD; sources that are here-documents are left out, since they name no file. */
export interface Copy {
  readonly instruction: 'COPY' | 'ADD';
  readonly span: Span;
  readonly sources: readonly Word[];
  readonly destination: Word | undefined;
  /** The stage or image of `--from`; without it the sources come from the build context. */
  readonly from: Word | undefined;
  readonly stage: number | undefined;
}

/** A `--mount` of a RUN; option names are lower-case, options without a value are empty. */
export interface Mount extends Word {
  readonly options: ReadonlyMap<string, string>;
}

export interface Run {
  readonly instruction: Instruction;
  readonly mounts: readonly Mount[];
  readonly stage: number | undefined;
}

export interface Stage {
  readonly index: number;
  readonly name: Word | undefined;
  /** The image or earlier stage as written; `undefined` while FROM is incomplete. */
  readonly image: Word | undefined;
  readonly platform: Word | undefined;
  /** Index of the earlier stage that FROM names, if it names one. */
  readonly basedOn: number | undefined;
  /** Whether a plain `docker build` ends with this stage: it is the last one. */
  readonly isFinal: boolean;
  /** FROM itself first. */
  readonly instructions: readonly Instruction[];
  /** The last CMD, ENTRYPOINT and USER, which are the ones that count. */
  readonly cmd: Instruction | undefined;
  readonly entrypoint: Instruction | undefined;
  readonly user: Word | undefined;
  readonly expose: readonly Word[];
  readonly volumes: readonly Word[];
}

export interface Dockerfile {
  readonly escape: Escape;
  readonly directives: readonly Directive[];
  readonly instructions: readonly Instruction[];
  readonly stages: readonly Stage[];
  readonly env: readonly Assignment[];
  readonly args: readonly Assignment[];
  readonly copies: readonly Copy[];
  readonly runs: readonly Run[];
}
