import { describe, expect, it } from 'vitest';
import { readArguments } from '../../src/cli/arguments.ts';

const refusal = (...typed: string[]): string => {
  const request = readArguments(typed);
  return request.command === 'refuse' ? request.reason : `no refusal: ${request.command}`;
};

describe('check', () => {
  it('takes paths, and has defaults for the rest', () => {
    expect(readArguments(['check', 'a.yaml', 'b'])).toEqual({
      command: 'check',
      paths: ['a.yaml', 'b'],
      format: 'text',
      failOn: 'warning',
      rules: [],
      owners: [],
      ignoreSilence: false,
      fix: false,
      render: false,
    });
  });

  it('takes every option, before and behind the paths, with and without an equals sign', () => {
    const typed = [
      ...['check', '--format=json', 'a.yaml', '--fail-on', 'hint', '--rule', 'image-tag'],
      ...['--rule=removed-api', '--kubernetes-version', '1.34', '--default-namespace', 'shop'],
      ...[
        '--no-silence',
        '--fix',
        '--since',
        'origin/main',
        '--render',
        '--owner',
        'a',
        '--owner=b',
      ],
    ];
    expect(readArguments(typed)).toEqual({
      command: 'check',
      paths: ['a.yaml'],
      format: 'json',
      failOn: 'hint',
      rules: ['image-tag', 'removed-api'],
      owners: ['a', 'b'],
      kubernetesMinor: 34,
      defaultNamespace: 'shop',
      ignoreSilence: true,
      fix: true,
      since: 'origin/main',
      render: true,
    });
  });

  it.each(['sarif', 'github'])('prints %s', (format) => {
    expect(readArguments(['check', '.', '--format', format])).toMatchObject({ format });
  });

  it('takes - for standard input, beside other paths and under a name', () => {
    expect(readArguments(['check', '-'])).toMatchObject({ paths: [], stdin: 'stdin.yaml' });
    expect(readArguments(['check', 'k8s', '-', '--stdin-path', 'k8s/web.yaml'])).toMatchObject({
      paths: ['k8s'],
      stdin: 'k8s/web.yaml',
    });
  });

  it.each(['1.29', 'v1.29', '1.29.4'])('reads the version %s as release 29', (version) => {
    expect(readArguments(['check', '.', '--kubernetes-version', version])).toMatchObject({
      kubernetesMinor: 29,
    });
  });

  it('takes what follows -- as a path', () => {
    expect(readArguments(['check', '--', '--odd.yaml'])).toMatchObject({ paths: ['--odd.yaml'] });
  });
});

describe('guide, explain, help and version', () => {
  it('guide reads its paths and options', () => {
    expect(readArguments(['guide', '.', '--format', 'json'])).toEqual({
      command: 'guide',
      paths: ['.'],
      format: 'json',
    });
  });

  it('explain takes one rule, or none for the list', () => {
    expect(readArguments(['explain', 'image-tag'])).toEqual({
      command: 'explain',
      rule: 'image-tag',
    });
    expect(readArguments(['explain'])).toEqual({ command: 'explain' });
  });

  it.each([['--help'], ['-h'], ['help'], ['check', '--help'], ['explain', '-h']])(
    'asks for help: %s %s',
    (...typed) => {
      expect(readArguments(typed)).toEqual({ command: 'help' });
    },
  );

  it.each([['--version'], ['-v'], ['guide', '--version']])(
    'asks for the version: %s',
    (...typed) => {
      expect(readArguments(typed)).toEqual({ command: 'version' });
    },
  );
});

describe('what cannot be understood is refused with one sentence that helps', () => {
  it.each([
    [['drift', '.'], 'Say with --context which cluster to compare with: it is contacted.'],
    [[], 'Say what to do: check, guide, drift, graph, resolve, policies or explain. See --help.'],
    [['chekc', '.'], 'There is no command "chekc". Did you mean "check"? See --help.'],
    [
      ['lint'],
      'There is no command "lint". There are check, guide, drift, graph, resolve, policies and explain. See --help.',
    ],
    [
      ['--format', 'json'],
      'Say what to do before "--format": check, guide, drift, graph, resolve, policies or explain. See --help.',
    ],
    [['check'], 'Say which files or folders to look at, such as "." for this folder.'],
    [['guide'], 'Say which files or folders to look at, such as "." for this folder.'],
    [['check', ''], 'A path is empty.'],
    [['check', '.', '--format', 'xml'], '--format takes text, json, sarif, github, not "xml".'],
    [['guide', '.', '--format', 'sarif'], '--format takes text, json, not "sarif".'],
    [['check', '.', '--since', ''], '--since takes a commit, a branch or a tag, not "".'],
    [['check', '.', '--since=--all'], '--since takes a commit, a branch or a tag, not "--all".'],
    [
      ['check', '.', '--stdin-path', 'a.yaml'],
      '--stdin-path says what standard input is called; write "-" as a path, too.',
    ],
    [['check', '-', '--stdin-path', ''], '--stdin-path is empty.'],
    [['check', '-', '--fix'], '--fix cannot change what comes on standard input.'],
    [
      ['check', '.', '--fail-on', 'warn'],
      '--fail-on takes error, warning, information, hint, never, not "warn".',
    ],
    [
      ['check', '.', '--kubernetes-version', '2'],
      '--kubernetes-version takes a version such as 1.34, not "2".',
    ],
    [
      ['check', '.', '--default-namespace', 'Shop'],
      '--default-namespace takes the name of a namespace, such as "shop", not "Shop".',
    ],
    [['guide', '.', '--fix'], "Unknown option '--fix'. See --help."],
    [['guide', '.', '--rule', 'x'], "Unknown option '--rule'. See --help."],
    [['check', '.', '--format'], "Option '--format <value>' argument missing. See --help."],
    [['explain', 'a', 'b'], 'explain takes one rule at a time.'],
  ])('%j', (typed, sentence) => {
    expect(refusal(...typed)).toBe(sentence);
  });
});

describe('guide', () => {
  it('asks a cluster only where a context is named', () => {
    const plain = { command: 'guide', paths: ['.'], format: 'text' };
    expect(readArguments(['guide', '.'])).toEqual(plain);
    const asked = { ...plain, command: 'cluster', question: 'guide', context: 'kind-dev' };
    expect(readArguments(['guide', '--context', 'kind-dev', '.'])).toEqual(asked);
    const typed = ['guide', '--context=kind-dev', '-n', 'shop', '--format', 'json', '.'];
    expect(readArguments(typed)).toEqual({ ...asked, namespace: 'shop', format: 'json' });
  });

  it('refuses half of a question to a cluster', () => {
    expect(refusal('guide', '-n', 'shop', '.')).toBe(
      '--namespace narrows what --context asks; name a context, too.',
    );
    expect(refusal('guide', '--context', '', '.')).toBe(
      '--context takes the name of a context of your kubeconfig.',
    );
    expect(refusal('guide', '--context', 'a', '-n', 'Shop!', '.')).toBe(
      '--namespace takes the name of a namespace, such as "shop", not "Shop!".',
    );
  });
});
