/** How the user's own tools are called, and what is said where they cannot do it. */
import type { RenderTarget } from './target.ts';
import { secretIn } from '../kubernetes/sensitive.ts';

export type Program = 'helm' | 'kubectl' | 'kustomize';

/** A program without a shell around it. */
export interface ToolCall {
  readonly program: Program;
  readonly args: readonly string[];
}

/** A program with all that it is started with. */
export interface ToolRun {
  /** A name on the PATH, or an absolute path. */
  readonly program: string;
  readonly args: readonly string[];
  /** The folder it works in; absolute. */
  readonly folder: string;
  readonly signal: AbortSignal;
  /** In milliseconds, where it is not the usual one. */
  readonly timeLimit?: number;
}

export type RunTool = (run: ToolRun) => Promise<ToolOutcome>;

/** How a call ended. `errors` is what the tool wrote on standard error. */
export type ToolOutcome =
  | { readonly state: 'done'; readonly output: string }
  | { readonly state: 'cancelled' }
  | ToolFailure;

/** Why there is nothing to look at. */
export type ToolFailure =
  | { readonly state: 'missing' }
  | { readonly state: 'timeout' }
  | { readonly state: 'too-large' }
  | { readonly state: 'failed'; readonly errors: string };

/** In milliseconds. */
export const TOOL_TIME_LIMIT = 30_000;

/** In bytes of what a tool prints. */
export const TOOL_OUTPUT_LIMIT = 20_000_000;

/**
 * What a tool's environment gets beside the user's own: no cluster is looked for.
 * @param nothing a file that is always empty; without a name there, the usual kubeconfig counts
 */
export function toolEnvironment(nothing: string): Readonly<Record<string, string>> {
  return {
    KUBECONFIG: nothing,
    HELM_KUBECONTEXT: '',
    HELM_KUBEAPISERVER: '',
    GIT_TERMINAL_PROMPT: '0',
  };
}

/** The calls that render a target, in its folder; each is for where the one before it is missing. */
export function toolCalls(target: RenderTarget): readonly ToolCall[] {
  if (target.tool === 'kustomize')
    return [
      { program: 'kubectl', args: ['kustomize', '.'] },
      { program: 'kustomize', args: ['build', '.'] },
    ];
  const { release, namespace, kubernetesMinor, values } = target;
  const version = ['--kube-version', `1.${String(kubernetesMinor)}.0`];
  const more = values === undefined ? [] : ['--values', values];
  return [
    {
      program: 'helm',
      args: ['template', release, '.', '--namespace', namespace, ...version, ...more],
    },
  ];
}

/** Where it is explained how to install what renders. */
export const INSTALL_PAGES: Readonly<Record<RenderTarget['tool'], string>> = {
  helm: 'https://helm.sh/docs/intro/install/',
  kustomize: 'https://kubernetes.io/docs/tasks/tools/',
};

/** A name that is looked up on the PATH, or an absolute path: never a file of the chart itself. */
export function isProgramName(name: string): boolean {
  return /^[\w.+-]+$/.test(name) || /^(?:\/|[a-z]:[\\/]|\\\\)/i.test(name);
}

/** Why nothing was rendered, in one sentence. */
export function toolProblem(target: RenderTarget, outcome: ToolFailure): string {
  const tool = target.tool === 'helm' ? 'Helm' : 'Kustomize';
  switch (outcome.state) {
    case 'missing':
      return target.tool === 'helm'
        ? 'Rendering a chart needs Helm, and there is no program "helm" here.'
        : 'Building an overlay needs kubectl or kustomize, and neither is here.';
    case 'timeout':
      return `${tool} was stopped: it had not finished after ${String(TOOL_TIME_LIMIT / 1000)} seconds.`;
    case 'too-large':
      return `${tool} was stopped: it printed more than ${String(TOOL_OUTPUT_LIMIT / 1_000_000)} MB.`;
    case 'failed':
      return `${tool} could not do it: ${publicErrors(outcome.errors)}`;
  }
}

const MOST_ERROR_LINES = 10;
const LONGEST_ERROR = 1_000;
/** What kubectl puts before a message of its log. */
const LOG_HEAD = /^[EFIW]\d{4} \S+ +\d+ \S+\] "command failed" err=/;
const NAMED_VALUE = /([\w.-]+)["']?\s*[:=]\s*["']?([^\s"',;}]+)/g;

/** What a tool complains about, without lines that may hold the value of a secret. */
export function publicErrors(errors: string): string {
  const lines = errors
    .split(/\r?\n/)
    .map((line) => line.replace(LOG_HEAD, '').trim())
    .filter((line) => line !== '' && !line.startsWith('Use --debug flag'))
    .map((line) => (mayTell(line) ? '(a line that may hold a secret is left out)' : line));
  const text = lines.slice(0, MOST_ERROR_LINES).join('\n').slice(0, LONGEST_ERROR);
  return text === '' ? 'it gave no reason.' : text;
}

function mayTell(line: string): boolean {
  if (secretIn(undefined, line) !== undefined) return true;
  return [...line.matchAll(NAMED_VALUE)].some(
    ([, name = '', value = '']) => secretIn(name, value) !== undefined,
  );
}
