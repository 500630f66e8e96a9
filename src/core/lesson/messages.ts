/** What the page of a slide and the editor tell each other. */

/** A new body for the page, and where to go on it. */
export interface SlideUpdate {
  readonly type: 'slide';
  readonly id: string;
  readonly html: string;
  /** The statement to show, where one was asked for. */
  readonly item?: string;
  /** Said once a command was copied. */
  readonly copied: string;
}

export type SlideRequest =
  | { readonly type: 'ready' | 'back' }
  | { readonly type: 'slide' | 'rule' | 'do'; readonly id: string }
  /** Open a piece of evidence: its item, and its number there. */
  | { readonly type: 'open'; readonly item: string; readonly index: number }
  | { readonly type: 'copy'; readonly text: string };

/** A message of the page, as far as it is one. */
export function readSlideRequest(message: unknown): SlideRequest | undefined {
  if (typeof message !== 'object' || message === null) return undefined;
  const { type, id, item, index, text } = message as Readonly<Record<string, unknown>>;
  switch (type) {
    case 'ready':
    case 'back':
      return { type };
    case 'slide':
    case 'rule':
    case 'do':
      return typeof id === 'string' ? { type, id } : undefined;
    case 'open':
      return typeof item === 'string' && typeof index === 'number'
        ? { type, item, index }
        : undefined;
    case 'copy':
      return typeof text === 'string' ? { type, text } : undefined;
    default:
      return undefined;
  }
}
