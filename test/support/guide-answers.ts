/** What the guide says about one item, over files that a test writes down. */
import type { Answer, Check } from '../../src/core/guide/topic.ts';
import { checks as clusters } from '../../src/topics/clusters/checks.ts';
import { checks as containerize } from '../../src/topics/containerize/checks.ts';
import { checks as developers } from '../../src/topics/developer-experience/checks.ts';
import { checks as guidelines } from '../../src/topics/guidelines/checks.ts';
import { checks as http } from '../../src/topics/http/checks.ts';
import { checks as namespaces } from '../../src/topics/namespaces/checks.ts';
import { checks as observability } from '../../src/topics/observability/checks.ts';
import { checks as people } from '../../src/topics/people/checks.ts';
import { checks as shipping } from '../../src/topics/shipping/checks.ts';
import { checks as stacks } from '../../src/topics/stacks/checks.ts';
import { checks as stateful } from '../../src/topics/stateful/checks.ts';
import { ask, shown, workspaceOf } from './ask.ts';

export type Files = Readonly<Record<string, string | undefined>>;

const all: readonly Check[] = [
  ...[clusters, containerize, developers, guidelines, http, namespaces],
  ...[observability, people, shipping, stacks, stateful],
].flat();

export const answer = (item: string, files: Files): Answer => ask(all, item, workspaceOf(files));

/** The reason where there is one, else the state. */
export const says = (item: string, files: Files): string => {
  const { state, reason } = answer(item, files);
  return reason ?? state;
};

export const lines = (item: string, files: Files): readonly string[] => {
  const workspace = workspaceOf(files);
  return shown(ask(all, item, workspace), workspace).map((line) => line.replace(/ \| .*$/s, ''));
};
