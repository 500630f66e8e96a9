import * as vscode from 'vscode';
import { guide, guideSteps, joinGuides } from '../core/guide/guide.ts';
import type { GuideItem, GuideSlide, GuideTopic } from '../core/guide/guide.ts';
import { inOrderOfNeed, nextStep } from '../core/guide/next-step.ts';
import type { NextStep } from '../core/guide/next-step.ts';
import { readNames, STAND_INS } from '../core/lesson/names.ts';
import type { Names } from '../core/lesson/names.ts';
import { readAhead } from '../core/graph/host-literals.ts';
import { Scope } from '../core/workspace/scope.ts';
import type { Topic } from '../core/guide/topic.ts';
import type { LiveCluster } from '../core/live/live-cluster.ts';
import { Workspace } from '../core/workspace/workspace.ts';
import { scopeOf } from './folder.ts';
import type { Folder } from './folder.ts';
import type { ChosenCluster } from './chosen-cluster.ts';
import type { Session } from './session.ts';
import { readsInDeckOrder } from './settings.ts';
import { inTurns, pause } from './slices.ts';

/** Evidence is looked for again when edits rest this long, in milliseconds. */
const PAUSE = 300;

/**
 * The guide with what the workspace says. Evidence is gathered when somebody asks for it, so that a
 * hidden view costs nothing, and in the background: until it is there, the last one is shown.
 */
export class GuideModel {
  readonly #topics: readonly Topic[];
  readonly #session: Session;
  readonly #chosen: ChosenCluster;
  readonly #onError: (error: unknown, where: string) => void;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #subscription: vscode.Disposable;
  #found: readonly GuideTopic[] | undefined;
  #next: NextStep | undefined;
  #names: Names = STAND_INS;
  /** Counts the states of the files that evidence is asked of. */
  #wanted = 0;
  #asked: number | undefined;
  #folders: readonly Folder[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  readonly onDidChange = this.#changed.event;

  constructor(
    topics: readonly Topic[],
    session: Session,
    chosen: ChosenCluster,
    onError: (error: unknown, where: string) => void,
  ) {
    this.#topics = topics;
    this.#session = session;
    this.#chosen = chosen;
    this.#onError = onError;
    this.#subscription = vscode.Disposable.from(
      session.onDidChange(() => {
        clearTimeout(this.#timer);
        this.#timer = setTimeout(() => {
          this.refresh();
        }, PAUSE);
      }),
      session.onDidRead(() => {
        this.refresh();
      }),
      chosen.onDidChange(() => {
        this.refresh();
      }),
    );
  }

  /** Looks for all evidence again when somebody next asks. */
  refresh(): void {
    // Half of a folder would show steps as open that are done.
    if (this.#session.isReading) return;
    this.#wanted += 1;
    this.#changed.fire();
  }

  /** False until the files were looked at for the first time: the texts stand alone. */
  get isKnown(): boolean {
    return this.#found !== undefined;
  }

  get topics(): readonly GuideTopic[] {
    if (!this.#session.isReading && this.#asked !== this.#wanted) {
      this.#asked = this.#wanted;
      void this.#gather(this.#wanted);
    }
    return this.#found ?? this.#unasked();
  }

  /** What is to be done next, as far as the files show it for sure. */
  get next(): NextStep | undefined {
    return this.#next;
  }

  /** The cluster whose answers are among the evidence; undefined where none was checked. */
  get cluster(): LiveCluster | undefined {
    return this.#chosen.current();
  }

  /** What the workspace calls things, for examples. */
  get names(): Names {
    return this.#names;
  }

  slide(id: string): GuideSlide | undefined {
    return this.topics.flatMap((topic) => topic.slides).find((slide) => slide.id === id);
  }

  get items(): readonly GuideItem[] {
    return this.topics.flatMap((topic) => topic.slides).flatMap((slide) => slide.items);
  }

  /** The folder that a piece of evidence comes from. */
  folderOf(evidence: { readonly part?: number }): Folder | undefined {
    return this.#folders[evidence.part ?? 0];
  }

  async #gather(wanted: number): Promise<void> {
    const folders = this.#session.folders.filter((folder) => folder.isFolder);
    const isOver = (): boolean => this.#wanted !== wanted || this.#session.isReading;
    const parts: (readonly GuideTopic[])[] = [];
    await pause();
    for (const folder of folders) {
      // One question over many files is one step, so the files are read before it.
      await inTurns(readAhead(folder.workspace), isOver);
      const steps = guideSteps(this.#topics, scopeOf(folder), this.#onError, this.cluster);
      const part = await inTurns(steps, isOver);
      if (part === undefined) return;
      parts.push(part);
    }
    this.#folders = folders;
    const named = folders.find(({ workspace }) => workspace.namespaces.length > 0) ?? folders[0];
    this.#names = named === undefined ? STAND_INS : readNames(scopeOf(named));
    this.#found = parts.length === 0 ? this.#unasked() : ordered(joinGuides(parts));
    this.#next = parts.length === 0 ? undefined : nextStep(this.#found);
    this.#changed.fire();
  }

  /** The texts alone, where there is nothing to look at. */
  #unasked(): readonly GuideTopic[] {
    const topics = this.#topics.map((topic) => ({ ...topic, checks: [] }));
    return guide(topics, new Scope(new Workspace()));
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#subscription.dispose();
    this.#changed.dispose();
  }
}

const ordered = (topics: readonly GuideTopic[]): readonly GuideTopic[] =>
  readsInDeckOrder() ? topics : inOrderOfNeed(topics);
