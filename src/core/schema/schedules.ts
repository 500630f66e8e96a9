/** Cron schedules as the CronJob controller reads them. */
import { isPlaceholder } from './placeholders.ts';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

interface CronField {
  readonly name: string;
  readonly least: number;
  readonly most: number;
  readonly words?: readonly string[];
}

const FIELDS: readonly CronField[] = [
  { name: 'minute', least: 0, most: 59 },
  { name: 'hour', least: 0, most: 23 },
  { name: 'day of the month', least: 1, most: 31 },
  { name: 'month', least: 1, most: 12, words: MONTHS },
  { name: 'day of the week', least: 0, most: 6, words: DAYS },
];

/** What is wrong with a schedule; undefined where nothing is. */
export function cronProblem(schedule: string): string | undefined {
  if (isPlaceholder(schedule)) return undefined;
  if (schedule.includes('TZ=')) return 'its time zone belongs in "timeZone"';
  if (schedule.startsWith('@'))
    return /^@(?:yearly|annually|monthly|weekly|daily|midnight|hourly)$/.test(schedule) ||
      /^@every (?:\d+(?:\.\d+)?(?:ns|us|µs|ms|s|m|h))+$/.test(schedule)
      ? undefined
      : 'there is no such abbreviation';
  const parts = schedule.trim().split(/\s+/);
  if (parts.length !== FIELDS.length || schedule === '')
    return `it needs 5 fields, and has ${schedule.trim() === '' ? 0 : parts.length}`;
  for (const [i, field] of FIELDS.entries()) {
    const wrong = fieldProblem(parts[i] ?? '', field);
    if (wrong !== undefined) return wrong;
  }
  return undefined;
}

function fieldProblem(part: string, field: CronField): string | undefined {
  const items = part.split(',').filter((item) => item !== '');
  if (items.length === 0) return `its ${field.name} says nothing`;
  return items.map((item) => itemProblem(item, field)).find((wrong) => wrong !== undefined);
}

function itemProblem(item: string, field: CronField): string | undefined {
  const [range = '', step, ...more] = item.split('/');
  const [from = '', to, ...rest] = range.split('-');
  const isStep = step === undefined || (/^\d+$/.test(step) && Number(step) > 0);
  if (more.length > 0 || rest.length > 0 || !isStep) return `"${item}" is no ${field.name}`;
  if (/^[*?]$/.test(range)) return undefined;
  const [first, last] = [valueOf(from, field), to === undefined ? undefined : valueOf(to, field)];
  if (first === undefined || (to !== undefined && last === undefined))
    return `"${item}" is no ${field.name}`;
  const isInside = first >= field.least && (last ?? first) <= field.most;
  if (!isInside) return `its ${field.name} goes from ${field.least} to ${field.most}`;
  return first > (last ?? first) ? `"${range}" begins behind its end` : undefined;
}

function valueOf(text: string, { words = [], least }: CronField): number | undefined {
  const word = words.indexOf(text.toLowerCase());
  if (word >= 0) return word + least;
  return /^\d+$/.test(text) ? Number(text) : undefined;
}

/** What is wrong with a time zone; a clause. */
export function timeZoneProblem(zone: string): string | undefined {
  if (isPlaceholder(zone)) return undefined;
  if (zone === '') return 'the time zone is empty';
  if (/^local$/i.test(zone)) return 'the time zone has to be named, such as Europe/Paris';
  if (/^\s|\s$/.test(zone)) return `the time zone "${zone}" begins or ends with a blank`;
  // Go takes any file of the zone database, and is strict about capital letters.
  return /^[A-Za-z][A-Za-z0-9+_/-]*$/.test(zone) ? undefined : `there is no time zone "${zone}"`;
}
