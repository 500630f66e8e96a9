/**
 * The parts of a SARIF 2.1.0 log that we write, and what its schema and specification ask of them.
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
import schema from '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json' with { type: 'json' };
import Ajv from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import { expect } from 'vitest';

export interface Region {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
}

interface ArtifactLocation {
  readonly uri: string;
  readonly uriBaseId?: string;
}

interface Location {
  readonly id?: number;
  readonly physicalLocation: {
    readonly artifactLocation: ArtifactLocation;
    readonly region?: Region;
  };
  readonly logicalLocations?: readonly { readonly name: string; fullyQualifiedName: string }[];
  readonly message?: { readonly text: string };
}

export interface Replacement {
  readonly deletedRegion: Region;
  readonly insertedContent?: { readonly text: string };
}

export interface Result {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly locations: readonly Location[];
  readonly relatedLocations?: readonly Location[];
  readonly partialFingerprints: Readonly<Record<string, string>>;
  readonly fixes?: readonly {
    readonly description: { readonly text: string };
    readonly artifactChanges: readonly {
      readonly artifactLocation: ArtifactLocation;
      readonly replacements: readonly Replacement[];
    }[];
  }[];
  readonly suppressions?: readonly {
    readonly kind: string;
    readonly status: string;
    readonly justification?: string;
  }[];
}

export interface Run {
  readonly tool: {
    readonly driver: {
      readonly name: string;
      readonly version: string;
      readonly rules: readonly {
        readonly id: string;
        readonly name: string;
        readonly shortDescription: { readonly text: string };
        readonly fullDescription: { readonly text: string };
        readonly help: { readonly text: string; readonly markdown: string };
        readonly helpUri?: string;
        readonly defaultConfiguration: { readonly level: string };
      }[];
    };
  };
  readonly columnKind: string;
  readonly invocations: readonly {
    readonly executionSuccessful: boolean;
    readonly toolExecutionNotifications: readonly {
      readonly message: { readonly text: string };
      readonly locations: readonly Location[];
    }[];
  }[];
  readonly results: readonly Result[];
}

// A pattern of the schema has a bracket too many, which only the older syntax takes.
const ajv = new Ajv.default({ strict: false, allErrors: true, unicodeRegExp: false });
addFormats.default(ajv);
const isSarif = ajv.compile(schema);

/** What the official schema of the format has against a log. */
export function schemaErrors(log: unknown): readonly string[] {
  isSarif(log);
  return (isSarif.errors ?? []).map(
    ({ instancePath, message }) => `${instancePath} ${message ?? ''}`,
  );
}

const LEVELS = ['error', 'warning', 'note'];

/** Reads a log and holds it to the official schema, and to what we demand of each part. */
export function readSarif(text: string): Run {
  const log = JSON.parse(text) as { $schema: string; version: string; runs: readonly Run[] };
  expect(schemaErrors(log)).toEqual([]);
  expect(Object.keys(log)).toEqual(['$schema', 'version', 'runs']);
  expect(log.version).toBe('2.1.0');
  expect(log.runs).toHaveLength(1);
  const [run] = log.runs as [Run];
  expect(run.columnKind).toBe('utf16CodeUnits');
  const ids = run.tool.driver.rules.map((rule) => rule.id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const rule of run.tool.driver.rules) {
    expect(LEVELS).toContain(rule.defaultConfiguration.level);
    for (const { text: words } of [rule.shortDescription, rule.fullDescription, rule.help])
      expect(words.length).toBeGreaterThan(10);
    expect(rule.help.markdown).toMatch(/^# [\w-]+\n/);
    if (rule.helpUri !== undefined) expect(() => new URL(rule.helpUri!)).not.toThrow();
  }
  for (const result of run.results) checkResult(result, ids);
  for (const { toolExecutionNotifications } of run.invocations)
    for (const { locations } of toolExecutionNotifications) locations.forEach(checkLocation);
  return run;
}

function checkResult(result: Result, ids: readonly string[]): void {
  expect(ids[result.ruleIndex]).toBe(result.ruleId);
  expect(LEVELS).toContain(result.level);
  expect(result.message.text).not.toBe('');
  expect(result.locations).toHaveLength(1);
  result.locations.forEach(checkLocation);
  for (const location of result.relatedLocations ?? []) {
    checkLocation(location);
    expect(location.id).toBeGreaterThanOrEqual(0);
  }
  for (const print of Object.values(result.partialFingerprints)) expect(print).toMatch(/^\w{32}$/);
  for (const fix of result.fixes ?? []) {
    expect(fix.artifactChanges.length).toBeGreaterThan(0);
    for (const { artifactLocation, replacements } of fix.artifactChanges) {
      checkUri(artifactLocation);
      expect(replacements.length).toBeGreaterThan(0);
      for (const { deletedRegion } of replacements) checkRegion(deletedRegion);
    }
  }
  for (const { kind, status } of result.suppressions ?? []) {
    expect(['inSource', 'external']).toContain(kind);
    expect(status).toBe('accepted');
  }
}

function checkLocation({ physicalLocation: { artifactLocation, region } }: Location): void {
  checkUri(artifactLocation);
  if (region !== undefined) checkRegion(region);
}

/** A relative reference without a scheme, in the characters of RFC 3986. */
function checkUri({ uri, uriBaseId }: ArtifactLocation): void {
  expect(uri).toMatch(/^[\w./~%!*'()-]+$/);
  expect(uri).not.toMatch(/^\/|\\|%(?![\dA-F]{2})/);
  expect(uriBaseId).toBe('%SRCROOT%');
}

function checkRegion({ startLine, startColumn, endLine, endColumn }: Region): void {
  for (const number of [startLine, startColumn, endLine, endColumn]) {
    expect(Number.isInteger(number)).toBe(true);
    expect(number).toBeGreaterThan(0);
  }
  expect(endLine).toBeGreaterThanOrEqual(startLine);
  if (endLine === startLine) expect(endColumn).toBeGreaterThanOrEqual(startColumn);
}

/** A text after the replacements of one file, by lines and columns alone. */
export function replaced(text: string, replacements: readonly Replacement[]): string {
  const starts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
  const offset = (line: number, column: number): number => starts[line - 1]! + column - 1;
  return [...replacements]
    .sort((a, b) => b.deletedRegion.startLine - a.deletedRegion.startLine)
    .reduce((before, { deletedRegion: region, insertedContent }) => {
      const start = offset(region.startLine, region.startColumn);
      const end = offset(region.endLine, region.endColumn);
      return before.slice(0, start) + (insertedContent?.text ?? '') + before.slice(end);
    }, text);
}
