import * as vscode from 'vscode';
import { hoverAt } from '../core/hover/hover.ts';
import type { HoverSource } from '../core/hover/hover.ts';
import type { Schema } from '../core/schema/schema.ts';
import { LineMap } from '../core/text/text.ts';
import { toRange } from './convert.ts';
import { hoverMarkdown } from './markdown.ts';
import type { SlideTitles } from './markdown.ts';
import { versionOf, voiceOf } from './folder.ts';
import { LANGUAGES } from './languages.ts';
import type { Session } from './session.ts';

/** Hovers on manifests, Dockerfiles and Compose files. */
export function registerHover(
  session: Session,
  sources: readonly HoverSource[],
  schema: () => Promise<Schema>,
  titleOf: SlideTitles,
): vscode.Disposable {
  return vscode.languages.registerHoverProvider(LANGUAGES, {
    async provideHover(document, position, token) {
      const found = session.upToDate(document);
      if (found?.folder.settings.hovers !== true) return undefined;
      const { folder, path } = found;
      const offset = document.offsetAt(position);
      const known = await schema();
      if (token.isCancellationRequested) return undefined;
      const said = hoverAt(
        folder.workspace,
        sources,
        { path, offset },
        {
          schema: () => known,
          now: new Date(),
          cluster: folder.cluster,
          ...versionOf(folder.settings),
          ...voiceOf(folder, 'hover'),
        },
      );
      if (said === undefined) return undefined;
      const range = toRange(new LineMap(document.getText()).range(said.span));
      return new vscode.Hover(hoverMarkdown(folder, said.parts, titleOf), range);
    },
  });
}
