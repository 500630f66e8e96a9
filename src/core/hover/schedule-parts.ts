/** A schedule read out, with its next runs in the time zone of its object. */
import { readCron } from '../schema/cron.ts';
import { cronProblem, timeZoneProblem } from '../schema/schedules.ts';
import type { View } from '../yaml/view.ts';
import type { HoverPart, HoverTarget } from './hover.ts';

/** What the controller takes where an object names no zone, unless it runs in another one. */
const USUAL_ZONE = 'UTC';

/** The parts for a value of `spec.schedule` of a CronJob, or of its time zone. */
export function scheduleParts(target: HoverTarget, now: Date | undefined): readonly HoverPart[] {
  if (target.in !== 'object' || target.on !== 'value' || target.object.kind !== 'CronJob')
    return [];
  if (!/^spec\/(?:schedule|timeZone)$/.test(target.path.join('/'))) return [];
  const spec = target.object.view.get('spec');
  const schedule = spec.get('schedule').string;
  if (schedule === undefined || cronProblem(schedule) !== undefined) return [];
  return partsOf(schedule, spec, now ?? new Date(Number.NaN));
}

function partsOf(schedule: string, spec: View, now: Date): readonly HoverPart[] {
  const given = spec.get('timeZone').string;
  const zone = given !== undefined && timeZoneProblem(given) === undefined ? given : USUAL_ZONE;
  const reading = readCron(schedule, zone, now);
  if (reading === undefined) return [];
  const { words, runs } = reading;
  const said = { text: `"${schedule}" is ${words}, in the time zone ${zone}.` };
  if (spec.get('suspend').isTrue) return [said, { markdown: 'It is suspended, so nothing runs.' }];
  if (runs.length === 0) return [said];
  const times = runs.map((run) => timeIn(zone, run)).join(', ');
  const note = given === undefined ? ', unless the controller of the cluster has another zone' : '';
  return [said, { text: `Next: ${times}${note}.` }];
}

function timeIn(timeZone: string, time: Date): string {
  return new Intl.DateTimeFormat('en-GB', {
    ...{ timeZone, weekday: 'short', day: 'numeric', month: 'short' },
    ...{ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  })
    .format(time)
    .replace(/,? at |, (?=\d\d:)/, ' ');
}
