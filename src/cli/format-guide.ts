import type { State } from '../core/guide/topic.ts';
import { printable } from './colour.ts';
import type { Paint, Style } from './colour.ts';
import { location } from './format-text.ts';
import type {
  GuideReport,
  ReportedCluster,
  ReportedEvidence,
  ReportedItem,
  ReportedTopic,
} from './guide.ts';

/** A sign, a word and a colour for each state: none of them alone has to be understood. */
const STATES: Readonly<Record<State, readonly [sign: string, word: string, style: Style]>> = {
  done: ['[x]', 'done', 'green'],
  partly: ['[~]', 'partly', 'yellow'],
  open: ['[ ]', 'open', 'red'],
  unknown: ['[?]', 'cannot know', 'dim'],
};
const WORD_WIDTH = 11;
const INDENT = ' '.repeat(24);

/** Topics, slides and items with what was found for them. */
export function formatGuide({ topics, cluster }: GuideReport, paint: Paint): string {
  const asked = cluster === undefined ? '' : `${clusterLine(cluster, paint)}\n\n`;
  return asked + topics.map((topic) => topicBlock(topic, paint)).join('\n');
}

function clusterLine({ context, version, askedAt }: ReportedCluster, paint: Paint): string {
  const which = version === undefined ? '' : `Kubernetes ${printable(version)}, `;
  return `Cluster ${paint('bold', printable(context))} (${which}asked ${askedAt})`;
}

function topicBlock(topic: ReportedTopic, paint: Paint): string {
  const heading = `${paint('bold', topic.title)} - ${tally(topic)}\n`;
  const slides = topic.slides.map(({ id, title, items }) => {
    const lines = items.map((item) => itemLines(item, paint));
    return `  ${id}  ${paint('underline', title)}\n${lines.join('')}`;
  });
  return heading + slides.join('');
}

function tally({ checked, slides }: ReportedTopic): string {
  if (!checked) return 'evidence is not looked for yet';
  const items = slides.flatMap((slide) => slide.items);
  return (Object.keys(STATES) as State[])
    .flatMap((state) => {
      const count = items.filter((item) => item.state === state).length;
      return count === 0 ? [] : [`${count} ${STATES[state][1]}`];
    })
    .join(', ');
}

function itemLines(item: ReportedItem, paint: Paint): string {
  const first = `  ${signOf(item, paint)}  ${item.id.padEnd(5)}  ${printable(item.title)}\n`;
  const evidence = item.evidence.map((found) => `${INDENT}  ${evidenceLine(found, paint)}\n`);
  const next = item.next === undefined ? '' : `${INDENT}  Next: ${printable(item.next)}\n`;
  return first + evidence.join('') + next;
}

function signOf({ state }: ReportedItem, paint: Paint): string {
  if (state === 'statement') return ` -  ${' '.repeat(WORD_WIDTH)}`;
  const [sign, word, style] = STATES[state];
  return paint(style, `${sign} ${word.padEnd(WORD_WIDTH)}`);
}

function evidenceLine(found: ReportedEvidence, paint: Paint): string {
  const { text, file, range, cluster } = found;
  if (cluster !== undefined)
    return `${printable(text)}  ${paint('dim', `cluster ${printable(cluster)}`)}`;
  if (file === undefined) return printable(text);
  const where = location({ file, ...(range && { range }) });
  return `${printable(text)}  ${paint('dim', printable(where))}`;
}
