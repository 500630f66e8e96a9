import type { Severity } from '../core/lint/rule.ts';
import type { Range } from '../core/text/text.ts';

/** The name of the folder that all paths of a log count from. */
export const ROOT = '%SRCROOT%';

const LEVELS: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  error: 'error',
  warning: 'warning',
  information: 'note',
  hint: 'note',
};

export function levelOf(severity: Severity): string {
  return LEVELS[severity];
}

export function physicalLocation(file: string, range?: Range): unknown {
  return { artifactLocation: artifactLocation(file), ...(range && { region: regionOf(range) }) };
}

/** A relative URI where the file is below the folder or beside it. */
export function artifactLocation(file: string): { readonly uri: string } {
  const uri = file.split('/').map(encodeURIComponent).join('/');
  return /^[a-z]:|^\//i.test(file)
    ? { uri: `file://${uri.startsWith('/') ? '' : '/'}${uri.replace('%3A', ':')}` }
    : { uri, ...{ uriBaseId: ROOT } };
}

/** Lines and columns count from 1; the end is the first character that no longer belongs to it. */
export function regionOf({ start, end }: Range): unknown {
  return {
    startLine: start.line + 1,
    startColumn: start.character + 1,
    endLine: end.line + 1,
    endColumn: end.character + 1,
  };
}
