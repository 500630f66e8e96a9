/** Makes a failing input small: fewer parts, then fewer lines in each. */
import type { Files } from './growing.ts';

/**
 * Leaves parts out as long as the rest still fails: halves first, then smaller and smaller pieces.
 * @param most how often to try
 */
export function withoutNeedless<T>(
  parts: readonly T[],
  fails: (parts: readonly T[]) => boolean,
  most = 300,
): readonly T[] {
  let kept = parts;
  let tries = 0;
  for (let size = Math.ceil(kept.length / 2); size >= 1 && tries < most;) {
    let hasShrunk = false;
    for (let at = 0; at < kept.length && tries < most;) {
      const rest = kept.toSpliced(at, size);
      tries++;
      if (rest.length < kept.length && fails(rest)) {
        kept = rest;
        hasShrunk = true;
      } else at += size;
    }
    if (!hasShrunk || size > 1) size = size === 1 ? 0 : Math.ceil(size / 2);
  }
  return kept;
}

/** The same failure with fewer files and lines. */
export function smallerFiles(files: Files, fails: (files: Files) => boolean): Files {
  const few = withoutNeedless(Object.entries(files), (entries) =>
    fails(Object.fromEntries(entries)),
  );
  let result: Files = Object.fromEntries(few);
  for (const [path, text] of few) {
    const lines = withoutNeedless(text.split('\n'), (kept) =>
      fails({ ...result, [path]: kept.join('\n') }),
    );
    result = { ...result, [path]: lines.join('\n') };
  }
  return result;
}
