import type { SourceDocument } from '../files/source.ts';
import type { View } from '../yaml/view.ts';

/** A document that is clearly meant to be an object, and lacks its `apiVersion` or its `kind`. */
export interface HalfManifest {
  readonly path: string;
  readonly view: View;
  readonly lacks: 'apiVersion' | 'kind';
}

const HALF = /^[ \t{]*["']?(?:apiVersion|kind)["']?[ \t]*:/m;
const METADATA = /^[ \t{]*["']?metadata["']?[ \t]*:/m;

/** Half a manifest has a name: that it says one of the two alone is no proof. */
export function halfManifest(path: string, document: SourceDocument): HalfManifest | undefined {
  const { text } = document;
  // Few documents are parsed for this.
  if (!HALF.test(text) || !METADATA.test(text) || /\{\{|<%/.test(text)) return undefined;
  const { view } = document;
  if (view.get('metadata', 'name').string === undefined) return undefined;
  const [hasVersion, hasKind] = [view.has('apiVersion'), view.has('kind')];
  if (hasVersion === hasKind) return undefined;
  return { path, view, lacks: hasVersion ? 'kind' : 'apiVersion' };
}
