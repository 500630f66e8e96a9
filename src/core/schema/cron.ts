/**
 * Cron schedules in words, with their next runs: as the CronJob controller reads them. The libraries
 * lie in a bundle of their own, which is read when somebody asks.
 */
import { Cron } from 'croner';
import { toString as inWords } from 'cronstrue';

/** What a schedule comes to. */
export interface CronReading {
  /** Such as `at 03:00 every day`. */
  readonly words: string;
  /** None where it never runs, or nobody knows its time zone. */
  readonly runs: readonly Date[];
}

const RUNS = 3;

/**
 * @param schedule one that the API server takes
 * @param zone such as `Europe/Paris`
 */
export function readCron(schedule: string, zone: string, now: Date): CronReading | undefined {
  const every = /^@every (\S+)$/.exec(schedule)?.[1];
  // It counts from the moment when the controller has seen the object.
  if (every !== undefined) return { words: `every ${every}`, runs: [] };
  try {
    return { words: wordsOf(schedule), runs: runsOf(schedule, zone, now) };
  } catch {
    return undefined;
  }
}

function wordsOf(schedule: string): string {
  const words = inWords(schedule, { use24HourTimeFormat: true });
  const isAllOfIt = /^At \d\d:\d\d(?:(?:, \d\d:\d\d)* and \d\d:\d\d)?$/.test(words);
  return `${words.charAt(0).toLowerCase()}${words.slice(1)}${isAllOfIt ? ' every day' : ''}`;
}

function runsOf(schedule: string, zone: string, now: Date): readonly Date[] {
  const fields = schedule.trim().split(/\s+/).map(asStandard).join(' ');
  try {
    return new Cron(fields, { timezone: zone }).nextRuns(RUNS, now);
  } catch {
    return [];
  }
}

/** `?` is `*` to Kubernetes, and `5/15` begins at 5 and goes on to the end. */
function asStandard(field: string, index: number): string {
  const last = ['59', '23', '31', '12', '6'][index] ?? '';
  return field.replaceAll('?', '*').replace(/(^|,)(\d+)\/(\d+)/g, `$1$2-${last}/$3`);
}
