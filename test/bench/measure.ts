/** Times, and the table they are printed in. */

/** One row: milliseconds unless the name says otherwise. */
export interface Row {
  readonly name: string;
  readonly ours: number;
  readonly events?: number;
  readonly yaml?: number;
  /** What `ours` is to stay below. */
  readonly limit?: number;
  readonly note?: string;
}

export const quick = process.argv.includes('--quick');

/** How often something short is measured. */
export const ROUNDS = quick ? 3 : 9;

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

/** How long one call takes. */
export function once(run: () => void): number {
  const started = performance.now();
  run();
  return performance.now() - started;
}

/** How long the processor works at a call: what others do on the machine meanwhile does not count. */
export function busy(run: () => void): number {
  const started = process.threadCpuUsage();
  run();
  return since(started);
}

/** The milliseconds that the processor has worked since then. */
export function since(started: NodeJS.CpuUsage): number {
  const { user, system } = process.threadCpuUsage(started);
  return (user + system) / 1000;
}

/** The median of several calls. */
export function time(run: () => void, rounds = ROUNDS): number {
  return median(Array.from({ length: rounds }, () => once(run)));
}

const HEAD = ['', 'ours', 'js-yaml events', 'yaml', 'limit', ''];

export function printTable(rows: readonly Row[]): void {
  const table = [HEAD, ...rows.map(cellsOf)];
  const widths = HEAD.map((_, i) => Math.max(...table.map((cells) => cells[i]?.length ?? 0)));
  for (const cells of table) {
    const padded = cells.map((cell, i) =>
      i === 0 || i === 5 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0),
    );
    console.log(padded.join('  ').trimEnd());
  }
}

function cellsOf({ name, ours, events, yaml, limit, note }: Row): readonly string[] {
  const number = (value: number | undefined): string => value?.toFixed(2) ?? '';
  const state = limit === undefined || ours <= limit ? '' : 'OVER';
  const last = [state, note ?? ''].filter((part) => part !== '').join(', ');
  return [name, number(ours), number(events), number(yaml), number(limit), last];
}
