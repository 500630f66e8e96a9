import { decodeBase64 } from '../../../core/text/base64.ts';
import type { Fix, TextEdit } from '../../../core/lint/fix.ts';
import { newObject } from '../../../core/kubernetes/new-object.ts';
import { yamlText } from '../../../core/yaml/write.ts';
import type { YamlFields } from '../../../core/yaml/write.ts';
import { isGitIgnored } from '../../../core/workspace/gitignore.ts';
import type { KubernetesObject } from '../../../core/kubernetes/manifest.ts';
import { defineRule } from '../../../core/lint/rule.ts';
import type { Scope } from '../../../core/workspace/scope.ts';
import { isPlaceholder } from '../../../core/kubernetes/sensitive.ts';
import type { View } from '../../../core/yaml/view.ts';
import { lineBreak } from '../../../core/text/text.ts';
import { keepOutOfGit } from '../secret-store.ts';

export const secretCommitted = defineRule({
  id: 'secret-committed',
  severity: 'hint',
  summary: 'A Secret with real values stands in a file that is not kept out of version control.',
  deck: ['S8.1', 'S8.5', 'S8.6'],
  kinds: ['Secret'],
  ofFiles: true,
  docs: {
    why: 'Base64 hides nothing: everyone who can read the repository, or any copy of its history, can read the Secret. Moving a password from a Deployment to a committed Secret only moves the sticky note.',
    fix: 'Choose one of three ways: keep the file out of git and apply it by hand or from the pipeline; commit a SealedSecret or a file encrypted with SOPS; or commit an ExternalSecret that names an entry of a secret store. A file that is in git already also needs `git rm --cached`, and its values need to be changed.',
    links: [
      {
        title: 'Good practices for Kubernetes Secrets',
        url: 'https://kubernetes.io/docs/concepts/security/secrets-good-practices/',
      },
      { title: 'External Secrets Operator', url: 'https://external-secrets.io/' },
      { title: 'Sealed Secrets', url: 'https://github.com/bitnami-labs/sealed-secrets' },
    ],
  },
  check: {
    *object(object, scope) {
      if (object.group !== '' || object.name === undefined || object.view.has('sops')) return;
      const [first] = ['stringData', 'data'].flatMap((field) => realValues(object.view, field));
      if (first === undefined || isGitIgnored(scope, object.path)) return;
      yield {
        at: first.keyMark,
        message: `The values of Secret "${object.name}" are readable for everyone who has this file, base64 or not. Keep the file out of git, seal it, or name a secret store instead.`,
        fixes: [...ignoreFix(object, scope), ...externalFix(object, scope)],
      };
    },
  },
});

/** What is no placeholder, no certificate and not encrypted. */
function realValues(secret: View, field: string): readonly View[] {
  return secret.get(field).entries.filter(({ key, text }) => {
    if (text === undefined || text.trim() === '' || /^ENC\[|\{\{/.test(text)) return false;
    if (isPlaceholder(text) || /\.(?:crt|pub)$/.test(key)) return false;
    const clear = field === 'data' ? decodeBase64(text)?.text : undefined;
    return clear === undefined || !(clear.trim() === '' || isPlaceholder(clear));
  });
}

/** Only a file of Secrets alone can be kept out of git. */
function ignoreFix(object: KubernetesObject, scope: Scope): readonly Fix[] {
  const documents = scope.documentsOf(object.path).filter(({ view }) => view.type === 'map');
  if (documents.some(({ view }) => view.get('kind').text !== 'Secret')) return [];
  return [
    {
      title: `Keep "${object.path}" out of git`,
      edits: () => [keepOutOfGit(scope, object.path)],
    },
  ];
}

/** The same name and keys, with the values in a store. */
function externalFix(object: KubernetesObject, scope: Scope): readonly Fix[] {
  if (object.document.tree.root?.type !== 'map' || object.view.path.length > 0) return [];
  if (object.path.endsWith('.json')) return [];
  const edits = (): readonly TextEdit[] => {
    const text = scope.file(object.path)?.text ?? '';
    const { start, end } = object.view.span;
    const last = start + text.slice(start, end).trimEnd().length;
    const yaml = yamlText(externalSecret(object, scope)).replaceAll('\n', lineBreak(text));
    return [{ span: { start, end: last }, text: yaml }];
  };
  return [
    {
      title: 'Write an ExternalSecret instead',
      edits: () => [{ path: object.path, edits: edits() }],
    },
  ];
}

function externalSecret(
  { name = '', ownNamespace: namespace, keys = [], path }: KubernetesObject,
  scope: Scope,
): YamlFields {
  const [store] = [...scope.objects('SecretStore', path), ...scope.objects('ClusterSecretStore')];
  const secretStoreRef = {
    kind: store?.kind ?? 'ClusterSecretStore',
    name: store?.name ?? 'secret-store',
  };
  const data = keys.map((key) => ({ secretKey: key, remoteRef: { key: name, property: key } }));
  return newObject(
    { apiVersion: 'external-secrets.io/v1', kind: 'ExternalSecret', name, namespace },
    { spec: { secretStoreRef, target: { name }, data } },
  );
}
