/** What the editor keeps for the page while it is hidden or the window reloads. */
import type { MapRequest } from '../../core/map/messages.ts';
import type { Look } from './camera.ts';

export interface PageState {
  readonly look?: Look | undefined;
  /** The boxes to draw; all without it. */
  readonly boxes?: readonly string[] | undefined;
  readonly closed?: readonly string[] | undefined;
  /** The node whose application alone is shown. */
  readonly focus?: string | undefined;
  readonly isList?: boolean;
}

export interface Editor {
  postMessage(message: MapRequest): void;
  getState(): PageState | undefined;
  setState(state: PageState): void;
}
