import { sharedReason } from '../core/guide/guide.ts';
import { REASONS } from '../core/guide/reasons.ts';
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
const WORD_WIDTH = 16;
const INDENT = ' '.repeat(29);

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
    const shared = sharedReason(items);
    const lines = items.map((item) =>
      itemLines(shared === undefined ? item : bareItem(item), paint),
    );
    const said = shared === undefined ? '' : sharedLines(shared, paint);
    return `  ${id}  ${paint('underline', title)}\n${said}${lines.join('')}`;
  });
  return heading + slides.join('');
}

function tally({ checked, slides }: ReportedTopic): string {
  if (!checked) return 'evidence is not looked for yet';
  const items = slides.flatMap((slide) => slide.items);
  const counts = (Object.keys(STATES) as State[]).map((state) => [
    STATES[state][1],
    items.filter((item) => item.state === state && item.reason === undefined).length,
  ]);
  const waiting = Object.entries(REASONS).map(([reason, { label }]) => [
    label,
    items.filter((item) => item.reason === reason).length,
  ]);
  return [...counts, ...waiting]
    .flatMap(([word, count]) => (count === 0 ? [] : [`${String(count)} ${String(word)}`]))
    .join(', ');
}

function itemLines(item: ReportedItem, paint: Paint): string {
  const first = `  ${signOf(item, paint)}  ${item.id.padEnd(5)}  ${printable(item.title)}\n`;
  const evidence = item.evidence.map((found) => `${INDENT}  ${evidenceLine(found, paint)}\n`);
  const next = item.next === undefined ? '' : `${INDENT}  Next: ${printable(item.next)}\n`;
  return first + evidence.join('') + next;
}

/** What all items of a slide wait for is said once, below its title. */
function sharedLines(item: ReportedItem, paint: Paint): string {
  return item.evidence.map((found) => `${INDENT}  ${evidenceLine(found, paint)}\n`).join('');
}

function bareItem(item: ReportedItem): ReportedItem {
  const { id, title, state, reason } = item;
  if (state === 'statement') return item;
  return { id, title, state, ...(reason !== undefined && { reason }), evidence: [] };
}

function signOf({ state, reason }: ReportedItem, paint: Paint): string {
  if (state === 'statement') return ` -  ${' '.repeat(WORD_WIDTH)}`;
  const [sign, known, style] = STATES[state];
  const word = reason === undefined ? known : REASONS[reason].label;
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
