import type { FileEdit, Fix, TextEdit } from '../../../core/lint/fix.ts';
import { appendToSequence, insertAfterEntry, replaceEntry } from '../../../core/lint/fix.ts';
import { replaceMark } from '../../../core/yaml/rewrite.ts';
import type { YamlFields } from '../../../core/yaml/write.ts';
import type { Container, KubernetesObject } from '../../../core/kubernetes/manifest.ts';
import { defineRule } from '../../../core/lint/rule.ts';
import type { Problem } from '../../../core/lint/rule.ts';
import type { Scope } from '../../../core/workspace/scope.ts';
import { secretIn } from '../../../core/kubernetes/sensitive.ts';
import type { View } from '../../../core/yaml/view.ts';
import type { FoundSecret } from '../arguments.ts';
import { secretArguments } from '../arguments.ts';
import { isFlow, placeOf } from '../places.ts';
import type { Stored } from '../secret-store.ts';
import { afterMove, keepOutOfGit, storeFor } from '../secret-store.ts';
import { describeSecret } from '../wording.ts';

export const secretInEnv = defineRule({
  id: 'secret-in-env',
  severity: 'warning',
  summary: 'A password, key or token stands in clear text among the settings of a container.',
  deck: ['S8.1', 'S8.5'],
  patches: true,
  docs: {
    why: 'A literal in a manifest is read by everyone who can read the file, its history, or the object in the cluster. A Secret can be given to fewer people, kept out of version control, and changed without a change to the workload.',
    fix: 'Put the value into a Secret and name its key with `secretKeyRef`. A Secret that is committed in clear text only moves the sticky note: keep its file out of version control, or let SealedSecrets or an external secret store make it.',
    links: [
      {
        title: 'Secrets',
        url: 'https://kubernetes.io/docs/concepts/configuration/secret/',
      },
      {
        title: 'Distribute credentials securely using Secrets',
        url: 'https://kubernetes.io/docs/tasks/inject-data-application/distribute-credentials-secure/',
      },
    ],
  },
  check: {
    *container(container, scope) {
      const { view } = container;
      for (const item of view.get('env').items) yield* variable(container, item, scope);
      for (const list of ['command', 'args']) {
        for (const found of secretArguments(view.get(list))) {
          if (!isSecretName(found, container, scope))
            yield problem(found, argumentFixes(container, found, view.get(list), scope));
        }
      }
    },
  },
});

function* variable(container: Container, item: View, scope: Scope): Iterable<Problem> {
  const value = item.get('value');
  const name = item.get('name').text;
  if (name === undefined || value.text === undefined) return;
  const secret = secretIn(name, value.text);
  if (secret === undefined) return;
  const found = { name, view: value, ...secret };
  if (!isSecretName(found, container, scope))
    yield problem(found, variableFixes(container, found, value.text, scope));
}

function problem(found: FoundSecret, fixes: readonly Fix[]): Problem {
  const what = describeSecret(found.name, found.reason);
  return {
    at: placeOf(found.view, found.span),
    message: `${what}, for everyone who can read this file. Put it into a Secret and name its key here.`,
    fixes,
  };
}

/** Some applications take the name of a Secret as their setting. */
function isSecretName(found: FoundSecret, { workload }: Container, scope: Scope): boolean {
  const text = found.view.text ?? '';
  const value = found.span === undefined ? text : text.slice(found.span.start, found.span.end);
  return scope.definitionsAnywhere('Secret', value, workload.object.path).length > 0;
}

/** The value of a variable becomes a reference. */
function variableFixes(
  { workload: { object } }: Container,
  { name, view }: FoundSecret,
  value: string,
  scope: Scope,
): readonly Fix[] {
  // The kubelet expands `$(NAME)` in a value, and not in what comes from a Secret.
  if (value.includes('$(') || scope.roleOf(object) === 'patch') return [];
  const stored = storeFor(scope, object, name, value);
  if (stored === undefined) return [];
  const reference = { valueFrom: secretKey(stored) };
  const edit = (text: string): readonly TextEdit[] => [replaceEntry(text, view, reference)];
  return moves(object, { stored, value }, edit, scope);
}

const secretKey = ({ name, key }: Stored): YamlFields => ({ secretKeyRef: { name, key } });

/** The value of an argument becomes a variable, which the kubelet puts in. */
function argumentFixes(
  { workload: { object }, view: container }: Container,
  found: FoundSecret,
  list: View,
  scope: Scope,
): readonly Fix[] {
  const whole = found.view.text ?? '';
  const span = found.span ?? { start: 0, end: whole.length };
  const value = whole.slice(span.start, span.end);
  const mark = found.view.part(span.start, span.end);
  const exact = mark.document.text.slice(mark.start, mark.end) === value;
  const name = found.name.replace(/\W+/g, '_').toUpperCase();
  const env = container.get('env');
  const taken = env.items.some((item) => item.get('name').text === name);
  if (!exact || taken || isFlow(container) || scope.roleOf(object) === 'patch') return [];
  const stored = storeFor(scope, object, name, value);
  if (stored === undefined) return [];
  const item = { name, valueFrom: secretKey(stored) };
  const edit = (text: string): readonly TextEdit[] | undefined => {
    const added = env.exists
      ? appendToSequence(text, env, item)
      : insertAfterEntry(text, list, { env: [item] });
    return added && [replaceMark(mark, `$(${name})`), added];
  };
  return moves(object, { stored, value }, edit, scope);
}

interface Moved {
  readonly stored: Stored;
  readonly value: string;
}

/** The fixes that put the value into a Secret; `edit` is asked with the text of that moment. */
function moves(
  object: KubernetesObject,
  { stored, value }: Moved,
  edit: (text: string) => readonly TextEdit[] | undefined,
  scope: Scope,
): readonly Fix[] {
  const here = (): readonly TextEdit[] | undefined => {
    const text = scope.file(object.path)?.text;
    return text === undefined ? undefined : edit(text);
  };
  if (here() === undefined) return [];
  const edits = (): readonly FileEdit[] => [
    { path: object.path, edits: here() ?? [] },
    ...stored.edits(),
  ];
  const left = afterMove(object, value);
  const move = { title: `Move it to Secret "${stored.name}"`, edits, ...left };
  const { file } = stored;
  if (file === undefined) return [move];
  const ignored = (): readonly FileEdit[] => [...edits(), keepOutOfGit(scope, file)];
  const title = `Move it to Secret "${stored.name}", kept out of git`;
  return [move, { title, edits: ignored, ...left }];
}
