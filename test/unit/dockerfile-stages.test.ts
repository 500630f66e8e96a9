import { describe, expect, it } from 'vitest';
import { parseDockerfile } from '../../src/core/dockerfile/dockerfile.ts';
import type { Word } from '../../src/core/dockerfile/dockerfile.ts';

/** The text a word was read as, and the text its span covers. */
function shown(source: string, word: Word | undefined): readonly [string, string] | undefined {
  return word && [word.text, source.slice(word.span.start, word.span.end)];
}

describe('stages', () => {
  const source = [
    'ARG TAG=24',
    'FROM --platform=$BUILDPLATFORM node:$TAG AS Build',
    'CMD ["one"]',
    'from build',
    'EXPOSE 80 443/tcp',
    'VOLUME ["/var/my data"]',
    'VOLUME /a /b',
    'USER root',
    'USER app',
    'ENTRYPOINT ["e"]',
    'CMD first',
    'CMD second',
  ].join('\n');
  const { stages } = parseDockerfile(source);

  it('reads FROM', () => {
    const lines = stages.map((stage) => ({
      index: stage.index,
      image: shown(source, stage.image),
      name: shown(source, stage.name),
      platform: shown(source, stage.platform),
      basedOn: stage.basedOn,
      isFinal: stage.isFinal,
      count: stage.instructions.length,
    }));
    expect(lines).toEqual([
      {
        index: 0,
        image: ['node:$TAG', 'node:$TAG'],
        name: ['Build', 'Build'],
        platform: ['$BUILDPLATFORM', '$BUILDPLATFORM'],
        basedOn: undefined,
        isFinal: false,
        count: 2,
      },
      {
        index: 1,
        image: ['build', 'build'],
        name: undefined,
        platform: undefined,
        basedOn: 0,
        isFinal: true,
        count: 9,
      },
    ]);
  });

  it('gathers what the image will run as', () => {
    const [build, final] = stages;
    expect(build?.cmd?.argument?.text).toBe('["one"]');
    expect(build?.entrypoint).toBeUndefined();
    expect(final?.cmd?.argument?.text).toBe('second');
    expect(final?.entrypoint?.argument?.text).toBe('["e"]');
    expect(shown(source, final?.user)).toEqual(['app', 'app']);
    expect(final?.expose.map(({ text }) => text)).toEqual(['80', '443/tcp']);
    expect(final?.volumes.map((word) => shown(source, word))).toEqual([
      ['/var/my data', '/var/my data'],
      ['/a', '/a'],
      ['/b', '/b'],
    ]);
  });

  it('keeps a stage whose FROM is still being typed', () => {
    expect(parseDockerfile('FROM').stages).toMatchObject([{ image: undefined, isFinal: true }]);
    expect(parseDockerfile('FROM a AS').stages[0]?.name).toBeUndefined();
    expect(parseDockerfile('FROM a b').stages[0]).toMatchObject({ image: { text: 'a' } });
  });

  it('bases a stage on an earlier one only', () => {
    const stagesOf = parseDockerfile('FROM b\nFROM a AS b\nFROM B').stages;
    expect(stagesOf.map(({ basedOn }) => basedOn)).toEqual([undefined, undefined, 1]);
    const twice = parseDockerfile('FROM a AS b\nFROM c AS B\nFROM b').stages;
    expect(twice.at(-1)?.basedOn).toBe(1);
  });
});
