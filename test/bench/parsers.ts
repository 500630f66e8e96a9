/** The bare parsers that our times are compared with. */
import { parseEvents } from 'js-yaml';
import { parseAllDocuments } from 'yaml';

/** js-yaml refuses some files; what it reads of them until then counts. */
export function events(text: string): void {
  try {
    parseEvents(text, {});
  } catch {
    // The time until the refusal is what is measured.
  }
}

export function trees(text: string): void {
  parseAllDocuments(text, { uniqueKeys: false, logLevel: 'silent' });
}
