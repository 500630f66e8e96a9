import type { TestEvent } from 'node:test/reporters';
import { isAbsolute } from 'node:path';

/** A reporter of node:test that writes nothing but how many tests ended in which way, as JSON. */
export default async function* count(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for await (const event of events) {
    const kind = kindOf(event);
    if (kind !== undefined) counts[kind] += 1;
  }
  yield JSON.stringify(counts);
}

function kindOf(event: TestEvent): 'passed' | 'failed' | 'skipped' | undefined {
  if (event.type !== 'test:pass' && event.type !== 'test:fail') return undefined;
  const { data } = event;
  if (data.details.type === 'suite') return undefined;
  if (event.type === 'test:fail') return 'failed';
  // A file without tests is reported as if it were a passed test.
  if (data.name === data.file || isAbsolute(data.name) || data.name.endsWith('.test.ts'))
    return undefined;
  return data.skip === undefined && data.todo === undefined ? 'passed' : 'skipped';
}
