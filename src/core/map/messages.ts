/** What the map's page and the editor tell each other. */
import type { StackMap } from './model.ts';

/** From the editor to the page. */
export interface MapUpdate {
  readonly type: 'map';
  readonly map: StackMap;
}

/** What the user wants to see in a file, named as the map names it. */
export type MapTarget =
  | { readonly node: string }
  | { readonly edge: string; readonly reference: number }
  | { readonly box: string; readonly policy: number };

/** From the page to the editor. */
export type MapRequest =
  | { readonly type: 'ready' }
  | { readonly type: 'open'; readonly target: MapTarget }
  /**
   * Draw these boxes only, and these as one node each; without a list all boxes, and those closed
   * that make the map readable.
   */
  | {
      readonly type: 'show';
      readonly boxes: readonly string[] | undefined;
      readonly closed: readonly string[] | undefined;
    }
  | { readonly type: 'export'; readonly svg: string };

/** The page's sentences, in the language of the editor; `{0}` stands for what is filled in. */
export interface MapWords {
  readonly objectIn: string;
  readonly missing: string;
  readonly unknown: string;
  readonly outside: string;
  readonly outsideTitle: string;
  readonly wallIn: string;
  readonly wallOut: string;
  readonly wallBoth: string;
  readonly wallBy: string;
  readonly uses: string;
  readonly usedBy: string;
  readonly key: string;
  readonly summary: string;
  readonly broken: string;
  readonly brokenAt: string;
  readonly objects: string;
  readonly open: string;
  readonly close: string;
  readonly focus: string;
  readonly showAll: string;
  readonly found: string;
  readonly notDrawn: string;
  readonly cut: string;
  readonly templates: string;
  readonly empty: string;
  readonly showList: string;
  readonly showPicture: string;
}

/** Reads a message of the page; undefined for anything else. */
export function readMapRequest(message: unknown): MapRequest | undefined {
  if (!isRecord(message)) return undefined;
  const { type } = message;
  if (type === 'ready') return { type };
  if (type === 'export') return isText(message['svg']) ? { type, svg: message['svg'] } : undefined;
  if (type === 'show') return readShow(message['boxes'], message['closed']);
  if (type !== 'open') return undefined;
  const target = readTarget(message['target']);
  return target && { type, target };
}

function readShow(boxes: unknown, closed: unknown): MapRequest | undefined {
  const lists = [boxes, closed].map((list) => list ?? undefined);
  if (!lists.every((list) => list === undefined || isTexts(list))) return undefined;
  return { type: 'show', boxes: lists[0], closed: lists[1] };
}

const isTexts = (list: unknown): list is readonly string[] =>
  Array.isArray(list) && list.every(isText);

function readTarget(target: unknown): MapTarget | undefined {
  if (!isRecord(target)) return undefined;
  const { node, edge, reference, box, policy } = target;
  if (isText(node)) return { node };
  if (isText(edge) && typeof reference === 'number') return { edge, reference };
  return isText(box) && typeof policy === 'number' ? { box, policy } : undefined;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

const isText = (value: unknown): value is string => typeof value === 'string';
