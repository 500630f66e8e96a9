import { removeEntry } from '../../../core/lint/fix.ts';
import type { TextEdit } from '../../../core/lint/fix.ts';
import { defineRule } from '../../../core/lint/rule.ts';

export const composeVersion = defineRule({
  id: 'compose-version',
  severity: 'hint',
  summary: 'A Compose file names a version, which Compose does not read any more.',
  deck: ['S18.1'],
  docs: {
    why: 'The top-level `version` is obsolete: Compose reads every file by the newest specification, and prints a warning about the line.',
    fix: 'Remove the line.',
    links: [
      {
        title: 'Version and name',
        url: 'https://docs.docker.com/reference/compose-file/version-and-name/',
      },
    ],
  },
  check: {
    *composeFile({ file, view }) {
      const version = view.get('version');
      if (!version.exists) return;
      yield {
        at: version.keyMark,
        message: 'Compose does not read "version" any more, and warns about it. Remove the line.',
        fixes: [
          {
            title: 'Remove "version"',
            edits: () => [
              {
                path: file.path,
                edits: [withBlankLine(file.text, removeEntry(file.text, version))],
              },
            ],
            preferred: true,
          },
        ],
      };
    },
  },
});

/** The empty line below goes, too, where the file would begin with it. */
function withBlankLine(text: string, edit: TextEdit): TextEdit {
  if (edit.span.start > 0) return edit;
  const blank = /^(?:[ \t]*\r?\n)*/.exec(text.slice(edit.span.end))?.[0].length ?? 0;
  return { span: { start: 0, end: edit.span.end + blank }, text: edit.text };
}
