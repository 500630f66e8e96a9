/** How long ago something was read, as people say it. */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** `just now`, `3 min ago`, `2 h ago` or `5 days ago`; both in milliseconds since 1970. */
export function ageOf(time: number, now: number): string {
  const passed = now - time;
  if (passed < MINUTE) return 'just now';
  if (passed < HOUR) return `${String(Math.floor(passed / MINUTE))} min ago`;
  if (passed < DAY) return `${String(Math.floor(passed / HOUR))} h ago`;
  const days = Math.floor(passed / DAY);
  return days === 1 ? '1 day ago' : `${String(days)} days ago`;
}
