import { describe, expect, it } from 'vitest';
import { renderTargets } from '../../src/core/render/target.ts';
import { isProgramName, publicErrors, toolProblem } from '../../src/core/render/tools.ts';
import { workspaceOf } from '../support/ask.ts';

const [chart, overlay] = renderTargets(
  workspaceOf({ 'a/Chart.yaml': 'name: a\n', 'b/kustomization.yaml': 'resources: []\n' }),
);

describe('why nothing was rendered', () => {
  it('names what is missing', () => {
    expect(toolProblem(chart!, { state: 'missing' })).toBe(
      'Rendering a chart needs Helm, and there is no program "helm" here.',
    );
    expect(toolProblem(overlay!, { state: 'missing' })).toBe(
      'Building an overlay needs kubectl or kustomize, and neither is here.',
    );
  });

  it('tells of limits', () => {
    expect(toolProblem(chart!, { state: 'timeout' })).toBe(
      'Helm was stopped: it had not finished after 30 seconds.',
    );
    expect(toolProblem(overlay!, { state: 'too-large' })).toBe(
      'Kustomize was stopped: it printed more than 20 MB.',
    );
  });

  it('repeats what the tool has said', () => {
    const errors =
      'Error: template: a/templates/b.yaml:3: unexpected EOF\n\nUse --debug flag to see\n';
    expect(toolProblem(chart!, { state: 'failed', errors })).toBe(
      'Helm could not do it: Error: template: a/templates/b.yaml:3: unexpected EOF',
    );
    expect(
      publicErrors('E1122 14:36:44.648748    4802 run.go:72] "command failed" err="no x"\n'),
    ).toBe('"no x"');
    expect(publicErrors(' \n')).toBe('it gave no reason.');
  });

  it('leaves out lines that may hold a secret, and an endless end', () => {
    const hidden = '(a line that may hold a secret is left out)';
    expect(publicErrors('Error: bad\npassword: hunter2-hunter2\nmore')).toBe(
      `Error: bad\n${hidden}\nmore`,
    );
    expect(publicErrors('Error: at <{"db": "x", "apiKey": "s3cr3t-s3cr3t"}>')).toBe(hidden);
    expect(publicErrors('fetch https://me:hunter2@example.com failed')).toBe(hidden);
    expect(publicErrors('x\n'.repeat(50)).split('\n')).toHaveLength(10);
    expect(publicErrors('x'.repeat(5000))).toHaveLength(1000);
  });
});

describe('the name of a program', () => {
  it.each(['helm', 'helm3', 'kubectl.exe', '/opt/bin/helm', String.raw`C:\tools\helm.exe`])(
    'may be %s',
    (name) => {
      expect(isProgramName(name)).toBe(true);
    },
  );

  it.each(['./helm', 'bin/helm', '../helm', 'helm template', 'helm;ls', '', String.raw`bin\helm`])(
    'may not be "%s"',
    (name) => {
      expect(isProgramName(name)).toBe(false);
    },
  );
});
