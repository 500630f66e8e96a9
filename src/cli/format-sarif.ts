import { examples } from './examples.ts';
import type { Rule, Severity } from '../core/lint/rule.ts';
import { rulePage } from '../core/lint/rule-page.ts';
import { plainText } from '../core/guide/slides.ts';
import type { Checked, ReportedError } from './check.ts';
import type { ReadWorkspace } from './read-workspace.ts';
import { levelOf, physicalLocation, ROOT } from './sarif-locations.ts';
import { sarifResults } from './sarif-results.ts';

/** What a log says about who wrote it. */
export interface SarifTool {
  readonly version: string;
  /** The rules that ran; results name them by their place in this list. */
  readonly rules: readonly Rule[];
}

/**
 * Findings as a log of the Static Analysis Results Interchange Format, 2.1.0.
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function formatSarif(checked: Checked, read: ReadWorkspace, tool: SarifTool): string {
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: driver(tool) },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: {
          [ROOT]: { description: { text: 'The folder that the command was run in.' } },
        },
        invocations: [
          {
            executionSuccessful: true,
            toolExecutionNotifications: checked.errors.map(notification),
          },
        ],
        results: sarifResults(checked, read, tool.rules),
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

function driver({ version, rules }: SarifTool): unknown {
  return {
    name: 'Next Steps for Kubernetes',
    organization: 'next-steps',
    version,
    semanticVersion: version,
    language: 'en-US',
    rules: rules.map(descriptor),
  };
}

function descriptor(rule: Rule): unknown {
  const { id, severity, summary, deck, docs } = rule;
  const [link] = docs.links;
  const shown = examples.find((one) => one.id === id);
  return {
    id,
    name: id.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase()),
    shortDescription: { text: summary },
    fullDescription: { text: plainText(docs.why) },
    help: {
      text: `${plainText(docs.why)}\n\n${plainText(docs.fix)}`,
      markdown: shown === undefined ? docs.why : rulePage(rule, shown),
    },
    ...(link && { helpUri: link.url }),
    defaultConfiguration: { level: levelOf(severity) },
    properties: { tags: ['kubernetes', ...deck], 'problem.severity': problemSeverity(severity) },
  };
}

/** The words of GitHub's code scanning. */
function problemSeverity(severity: Severity): string {
  return severity === 'error' || severity === 'warning' ? severity : 'recommendation';
}

function notification({ file, message, range }: ReportedError): unknown {
  return {
    level: 'warning',
    message: { text: message },
    locations: [{ physicalLocation: physicalLocation(file, range) }],
  };
}
