import { UNREAD } from './dependency.ts';
import type { Dependency } from './dependency.ts';

/** Cheap, as every listed path is asked. */
const MANIFEST = /\.(?:ya?ml|json)$/i;

/** The listed files that may hold manifests and were not read: too large, cut by a merge, not yet. */
export class UnreadFiles {
  readonly paths = new Set<string>();

  list(path: string): void {
    if (MANIFEST.test(path)) this.paths.add(path);
  }

  /** @param isRead false where what the file holds is not known */
  note(path: string, isRead: boolean, touched: Set<Dependency>): void {
    if (this.paths.has(path) !== isRead) return;
    if (isRead) this.paths.delete(path);
    else this.paths.add(path);
    touched.add(UNREAD);
  }
}
