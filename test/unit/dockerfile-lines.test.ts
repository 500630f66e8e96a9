import { describe, expect, it } from 'vitest';
import { parseDockerfile } from '../../src/core/dockerfile/dockerfile.ts';
import type { Span } from '../../src/core/text/text.ts';

function covered(source: string, span: Span | undefined): string | undefined {
  return span && source.slice(span.start, span.end);
}

function keywords(source: string): string[] {
  return parseDockerfile(source).instructions.map(({ keyword }) => keyword);
}

describe('instructions over several lines', () => {
  it('joins a keyword that is continued', () => {
    const source = '\\\n  FR\\\n# c\nOM a\nCMD x';
    const [from] = parseDockerfile(source).instructions;
    expect(from).toMatchObject({ keyword: 'FROM', argument: { text: 'a' }, stage: 0 });
    expect(covered(source, from?.keywordSpan)).toBe('FR\\\n# c\nOM');
    expect(keywords(source)).toEqual(['FROM', 'CMD']);
  });

  it('ends an unfinished instruction with its last line, not with a comment below', () => {
    const source = 'FROM a\nRUN x \\\n\n# c\n';
    const [, run] = parseDockerfile(source).instructions;
    expect(covered(source, run?.span)).toBe('RUN x \\');
    expect(run?.argument?.text).toBe('x');
    expect(keywords('RUN x\n\\\n')).toEqual(['RUN']);
  });
});
