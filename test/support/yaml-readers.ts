/** What other readers of YAML see, each by its version's rules; no code of ours is asked. */
import { loadAll } from 'js-yaml';
import { parseAllDocuments } from 'yaml';
import type { Document } from 'yaml';

/** The one document of a text, once for each reader. */
export function readings(text: string): readonly unknown[] {
  return allReadings(text).map((documents) => {
    if (documents.length !== 1) throw new Error(`${String(documents.length)} documents:\n${text}`);
    return documents[0];
  });
}

/** @throws where one of the readers refuses the text */
export function allReadings(text: string): readonly (readonly unknown[])[] {
  return [readWith(text, '1.1'), readWith(text, '1.2'), loadAll(text)];
}

function readWith(text: string, version: '1.1' | '1.2'): readonly unknown[] {
  const documents = parseAllDocuments(text, { version, logLevel: 'error', merge: true });
  return [...(documents as readonly Document[])].map((document) => {
    const [error] = document.errors;
    if (error !== undefined) throw new Error(`${error.message}\n${text}`);
    return document.toJS({ maxAliasCount: 1000 }) as unknown;
  });
}
