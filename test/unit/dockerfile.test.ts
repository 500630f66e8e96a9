import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDockerfile } from '../../src/core/dockerfile/dockerfile.ts';
import type { Word } from '../../src/core/dockerfile/dockerfile.ts';
import type { Span } from '../../src/core/text/text.ts';

/** The text a word was read as, and the text its span covers. */
function shown(source: string, word: Word | undefined): readonly [string, string] | undefined {
  return word && [word.text, source.slice(word.span.start, word.span.end)];
}

function covered(source: string, span: Span | undefined): string | undefined {
  return span && source.slice(span.start, span.end);
}

function keywords(source: string): string[] {
  return parseDockerfile(source).instructions.map(({ keyword }) => keyword);
}

function variables(source: string, list: 'env' | 'args') {
  return parseDockerfile(source)[list].map(({ name, value, valueSpan, stage }) => [
    name,
    value,
    covered(source, valueSpan),
    stage,
  ]);
}

function copies(source: string) {
  return parseDockerfile(source).copies.map(({ instruction, sources, destination, from }) => ({
    instruction,
    sources: sources.map((word) => shown(source, word)),
    destination: shown(source, destination),
    from: shown(source, from),
  }));
}

describe('instructions', () => {
  it('gives keyword, spans and argument', () => {
    expect(parseDockerfile('# hi\nfrom  node:24 \n').instructions).toEqual([
      {
        keyword: 'FROM',
        keywordSpan: { start: 5, end: 9 },
        span: { start: 5, end: 18 },
        argument: { text: 'node:24', span: { start: 11, end: 18 } },
        stage: 0,
      },
    ]);
  });

  it('joins continued lines, without comments and empty lines between them', () => {
    const source = 'FROM a\r\nRUN one && \\ \r\n  # why\r\n\r\n  two\r\nCMD x\r\n';
    const run = parseDockerfile(source).instructions[1];
    expect(run?.argument?.text).toBe('one &&   two');
    expect(covered(source, run?.span)).toBe('RUN one && \\ \r\n  # why\r\n\r\n  two');
    expect(keywords(source)).toEqual(['FROM', 'RUN', 'CMD']);
  });

  it.each([
    ['an escaped escape character ends the line', 'RUN dir c:\\\\\nCMD x\n'],
    ['a quoted << opens no here-document', 'RUN sh -c "cat <<EOF"\nCMD x\n'],
    ['nor does one before an open quote', "RUN cat <<EOF it's\nCMD x\n"],
    ['nor does one in an array', 'RUN ["cat", "<<EOF"]\nCMD x\n'],
    ['nor a here-string', 'RUN cat <<<EOF\nCMD x\n'],
    ['here-document', 'RUN <<EOF\nFROM no\nCMD no\nEOF\nCMD x\n'],
    ['with line feeds of Windows', 'RUN <<EOF\r\n\r\nFROM no\r\nEOF\r\nCMD x\r\n'],
    ['with a descriptor, a space and quotes', 'RUN cat 0<< "E F"\nCMD no\nE F\nCMD x\n'],
    ['indented by tabs', 'RUN <<-EOF\n\tCMD no\n\tEOF\nCMD x\n'],
    ['whose last line is continued', 'RUN <<EOF\necho \\\nEOF\nCMD x\n'],
    ['two in a row', 'RUN <<-A cat <<B\nB\n\tA\nCMD no\n\tB\nB\nCMD x\n'],
  ])('%s', (_name, source) => {
    expect(keywords(source)).toEqual(['RUN', 'CMD']);
  });

  it('keeps an escaped escape character at the end of a line', () => {
    const [run] = parseDockerfile('RUN dir c:\\\\\nCMD x').instructions;
    expect(run?.argument).toEqual({ text: 'dir c:\\\\', span: { start: 4, end: 12 } });
  });

  it('knows here-documents of ONBUILD, and takes an open one to the end', () => {
    expect(keywords('ONBUILD RUN <<EOF\nCMD no\nEOF\nUSER x')).toEqual(['ONBUILD', 'USER']);
    expect(keywords('ONBUILD USER <<EOF\nCMD x')).toEqual(['ONBUILD', 'CMD']);
    expect(keywords('RUN <<EOF\nCMD no\n')).toEqual(['RUN']);
  });

  it('ends the span of an instruction where its here-document ends', () => {
    const source = 'COPY <<a /b\r\ntext\r\na\r\nCMD x';
    const [copy] = parseDockerfile(source).instructions;
    expect(covered(source, copy?.span)).toBe('COPY <<a /b\r\ntext\r\na');
    expect(copy?.argument).toEqual({ text: '<<a /b', span: { start: 5, end: 11 } });
  });

  it('has nothing to say about an empty file', () => {
    for (const source of ['', '\n\n', '# only a comment', '\uFEFF']) {
      expect(parseDockerfile(source)).toMatchObject({ instructions: [], stages: [] });
    }
  });
});

describe('directives', () => {
  it('reads them at the top, with their spans', () => {
    const { directives, escape } = parseDockerfile('\uFEFF# Syntax = docker/dockerfile:1 \r\n');
    expect(directives).toEqual([
      { name: 'syntax', value: { text: 'docker/dockerfile:1', span: { start: 12, end: 31 } } },
    ]);
    expect(escape).toBe('\\');
  });

  it('obeys another escape character', () => {
    const source = '# escape=`\nFROM a\nCOPY a c:\\\nENV A="b`"c" `\n  B=d\n';
    expect(parseDockerfile(source).escape).toBe('`');
    expect(keywords(source)).toEqual(['FROM', 'COPY', 'ENV']);
    expect(copies(source)[0]?.destination).toEqual(['c:\\', 'c:\\']);
    expect(variables(source, 'env')).toEqual([
      ['A', 'b"c', '"b`"c"', 0],
      ['B', 'd', 'd', 0],
    ]);
  });

  it('takes no directive after another comment', () => {
    expect(parseDockerfile('# about=me\n# escape=`\nFROM a')).toMatchObject({
      directives: [],
      escape: '\\',
    });
    expect(keywords('# about=me\n# escape=`\nRUN a `\nCMD x')).toEqual(['RUN', 'CMD']);
  });
});

describe('ENV and ARG', () => {
  it('reads names and values with quotes and escapes', () => {
    const source = 'FROM a\nENV a=b c="d e" f=g\\ h i=\'$j\' k="say \\"l\\"" m= n=o=p\n';
    expect(variables(source, 'env')).toEqual([
      ['a', 'b', 'b', 0],
      ['c', 'd e', '"d e"', 0],
      ['f', 'g h', 'g\\ h', 0],
      ['i', '$j', "'$j'", 0],
      ['k', 'say "l"', '"say \\"l\\""', 0],
      ['m', '', '', 0],
      ['n', 'o=p', 'o=p', 0],
    ]);
  });

  it('reads the old form, one name and the rest of the line', () => {
    expect(variables('FROM a\nENV NAME  one "two" = three \nENV lone', 'env')).toEqual([
      ['NAME', 'one two = three', 'one "two" = three', 0],
      ['lone', undefined, undefined, 0],
    ]);
  });

  it('finds names on continued lines', () => {
    const source = 'FROM a\r\nENV A=1 \\\r\n    # B=2\r\n    C="3 \\\r\n4"\r\n';
    const { env } = parseDockerfile(source);
    expect(env.map(({ name, nameSpan }) => [name, covered(source, nameSpan)])).toEqual([
      ['A', 'A'],
      ['C', 'C'],
    ]);
    expect(env[1]?.value).toBe('3 4');
    expect(covered(source, env[1]?.valueSpan)).toBe('"3 \\\r\n4"');
  });

  it('tells global arguments from those of a stage', () => {
    expect(variables('ARG A=1 B\nFROM a\nARG A\nFROM b\nARG TOKEN="x y"\n', 'args')).toEqual([
      ['A', '1', '1', undefined],
      ['B', undefined, undefined, undefined],
      ['A', undefined, undefined, 0],
      ['TOKEN', 'x y', '"x y"', 1],
    ]);
  });

  it('takes an open quote to the end of the line only', () => {
    expect(variables('FROM a\nENV A="b c\nENV D=e', 'env')).toEqual([
      ['A', 'b c', '"b c', 0],
      ['D', 'e', 'e', 0],
    ]);
  });
});

describe('COPY and ADD', () => {
  it('reads sources, destination and --from', () => {
    expect(copies('FROM a\nCOPY --chown=1:1 --from=build /a b c/\nadd . /x')).toEqual([
      {
        instruction: 'COPY',
        sources: [
          ['/a', '/a'],
          ['b', 'b'],
        ],
        destination: ['c/', 'c/'],
        from: ['build', 'build'],
      },
      { instruction: 'ADD', sources: [['.', '.']], destination: ['/x', '/x'], from: undefined },
    ]);
  });

  it('reads the array form, with spaces and escapes', () => {
    expect(copies('FROM a\nCOPY --link ["a b", "c\\"d", \\\n "e/"]')).toEqual([
      {
        instruction: 'COPY',
        sources: [
          ['a b', 'a b'],
          ['c"d', 'c\\"d'],
        ],
        destination: ['e/', 'e/'],
        from: undefined,
      },
    ]);
  });

  it('reads what only looks like an array as words, as Docker does', () => {
    expect(copies("COPY ['a', 'b']")[0]).toMatchObject({
      sources: [['[a,', "['a',"]],
      destination: ['b]', "'b']"],
    });
  });

  it('leaves out here-documents and lives with half a line', () => {
    expect(copies('COPY <<one <<-"two" three /x/\none\ntwo\n')[0]?.sources).toEqual([
      ['three', 'three'],
    ]);
    expect(copies('COPY .env')).toMatchObject([
      { sources: [['.env', '.env']], destination: undefined },
    ]);
    expect(copies('COPY')).toMatchObject([{ sources: [], destination: undefined }]);
  });
});

describe('RUN', () => {
  it('reads the mounts before the command only', () => {
    const source =
      'FROM a\nRUN --mount=type=secret,id=npm,required \\\n  --network=none --mount=target=/c npm i --mount=no\n';
    const { runs } = parseDockerfile(source);
    const mounts = runs[0]?.mounts ?? [];
    expect(mounts.map((mount) => [shown(source, mount)?.[1], [...mount.options]])).toEqual([
      [
        'type=secret,id=npm,required',
        [
          ['type', 'secret'],
          ['id', 'npm'],
          ['required', ''],
        ],
      ],
      ['target=/c', [['target', '/c']]],
    ]);
    expect(runs[0]?.stage).toBe(0);
  });
});

describe('any text', () => {
  const piece = fc.constantFrom(
    ...['FROM a', 'RUN ', 'COPY ', 'ENV ', 'ARG ', 'ONBUILD ', '\\', '`', '\n', '\r\n', '\r', ' '],
    ...['<<EOF', '<<-"A B"', 'EOF', '"', "'", '[', ']', '["a"]', '--from=', '--', '=', '#', '\t'],
    ...['# escape=`\n', '\uFEFF', '\uD83D', '\u0000', '$', '${A:-b c}', '\u00A0', '\u2028', 'é'],
  );

  it('never throws, and every span lies inside the text', () => {
    const spansOf = (value: unknown): Span[] => {
      if (typeof value !== 'object' || value === null) return [];
      const own = 'start' in value && 'end' in value ? [value as Span] : [];
      return [...own, ...Object.values(value).flatMap(spansOf)];
    };
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const source = pieces.join('');
        for (const { start, end } of spansOf(parseDockerfile(source))) {
          expect(start >= 0 && start <= end && end <= source.length).toBe(true);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('reads bytes that are no text', () => {
    expect(parseDockerfile('\u0000\u0001\uFFFD"[<<\\').stages).toEqual([]);
  });
});
