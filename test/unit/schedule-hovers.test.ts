import { describe, expect, it } from 'vitest';
import { hoverAt } from '../../src/core/hover/hover.ts';
import { readCron } from '../../src/core/schema/cron.ts';
import { Workspace } from '../../src/core/workspace/workspace.ts';
import { schema } from '../support/schema.ts';

const NOW = new Date('2026-12-01T12:00:00Z');

describe('a schedule read out', () => {
  const words = (schedule: string): string | undefined => readCron(schedule, 'UTC', NOW)?.words;
  const runs = (schedule: string, zone = 'UTC'): readonly string[] =>
    (readCron(schedule, zone, NOW)?.runs ?? []).map((run) => run.toISOString().slice(0, 16));

  it.each([
    ['0 3 * * *', 'at 03:00 every day'],
    ['0 3,15 * * *', 'at 03:00 and 15:00 every day'],
    ['*/5 * * * *', 'every 5 minutes'],
    ['0 22 * * 1-5', 'at 22:00, Monday through Friday'],
    ['0 0 1 * *', 'at 00:00, on day 1 of the month'],
    ['@hourly', 'every hour'],
    ['@daily', 'at 00:00 every day'],
    ['@every 1h30m', 'every 1h30m'],
  ])('%s: %s', (schedule, wanted) => {
    expect(words(schedule)).toBe(wanted);
  });

  it('runs next when the controller runs it', () => {
    expect(runs('0 3 * * *')).toEqual(['2026-12-02T03:00', '2026-12-03T03:00', '2026-12-04T03:00']);
    expect(runs('0 3 * * *', 'Asia/Tokyo')).toEqual([
      ...['2026-12-01T18:00', '2026-12-02T18:00', '2026-12-03T18:00'],
    ]);
    expect(runs('5/20 12 * * ?')).toEqual([
      ...['2026-12-01T12:05', '2026-12-01T12:25', '2026-12-01T12:45'],
    ]);
    // On the 13th, and on each Friday.
    expect(runs('0 12 13 * 5')).toEqual([
      ...['2026-12-04T12:00', '2026-12-11T12:00', '2026-12-13T12:00'],
    ]);
    expect(runs('@every 1h')).toEqual([]);
    expect(runs('0 0 30 2 *')).toEqual([]);
    expect(runs('0 3 * * *', 'Mars/Olympus')).toEqual([]);
  });
});

describe('the hover on a schedule', () => {
  const hover = (spec: string, word = '0 3'): readonly unknown[] => {
    const text = `apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: a}\nspec:\n${spec}`;
    const workspace = new Workspace();
    workspace.change([{ path: 'job.yaml', text }]);
    const place = { path: 'job.yaml', offset: text.indexOf(word) };
    return hoverAt(workspace, [], place, { schema: () => schema, now: NOW })?.parts ?? [];
  };

  it('says it in words, and when it runs next', () => {
    expect(hover("  schedule: '0 3 * * *'\n  timeZone: Europe/Paris\n")).toEqual([
      { text: '"0 3 * * *" is at 03:00 every day, in the time zone Europe/Paris.' },
      { text: 'Next: Wed 2 Dec 03:00, Thu 3 Dec 03:00, Fri 4 Dec 03:00.' },
    ]);
  });

  it('says so where no zone is named', () => {
    expect(hover("  schedule: '0 3 * * *'\n").at(-1)).toEqual({
      text: 'Next: Wed 2 Dec 03:00, Thu 3 Dec 03:00, Fri 4 Dec 03:00, unless the controller of the cluster has another zone.',
    });
  });

  it('says that nothing runs where it is suspended', () => {
    const parts = hover("  schedule: '0 3 * * *'\n  suspend: true\n");
    expect(parts.at(-1)).toEqual({ markdown: 'It is suspended, so nothing runs.' });
  });

  it('says nothing of what is no schedule', () => {
    expect(hover("  schedule: '0 3 * * * *'\n")).toEqual([]);
    expect(hover("  schedule: '0 3 * * *'\n  concurrencyPolicy: Forbid\n", 'Forbid')).toHaveLength(
      1,
    );
  });
});
