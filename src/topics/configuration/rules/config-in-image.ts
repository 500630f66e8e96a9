import type { Assignment, Word } from '../../../core/dockerfile/dockerfile.ts';
import type { FileEdit, Fix } from '../../../core/lint/fix.ts';
import { extractHosts, managedHost } from '../../../core/hosts/hosts.ts';
import { defineRule } from '../../../core/lint/rule.ts';
import type { DockerfileNode, Problem } from '../../../core/lint/rule.ts';
import type { Scope } from '../../../core/workspace/scope.ts';
import { secretIn } from '../../../core/kubernetes/sensitive.ts';
import { baseName } from '../../../core/files/source.ts';
import { reachesImage } from '../../../core/dockerfile/dockerfile.ts';
import { isHarmlessFolder } from '../build-context.ts';
import { setInConfigMaps, usersOfImage } from '../image-users.ts';
import { removeAssignment } from '../image-secrets.ts';

export const configInImage = defineRule({
  id: 'config-in-image',
  severity: 'hint',
  summary: 'A Dockerfile bakes in configuration that differs from one environment to the next.',
  deck: ['S8.3', 'S8.4'],
  docs: {
    why: 'An image that knows the address of its database or the settings of production runs in one environment only. The image that was tested is then not the one that is shipped, and every change of a setting needs a build. Defaults that hold everywhere, such as a port or a locale, are fine.',
    fix: 'Put the setting into a ConfigMap of each environment, and give it to the container with `envFrom`, `configMapKeyRef` or a volume.',
    links: [
      { title: 'ConfigMaps', url: 'https://kubernetes.io/docs/concepts/configuration/configmap/' },
      { title: 'The Twelve-Factor App: Config', url: 'https://12factor.net/config' },
    ],
  },
  check: {
    *dockerfile(node, scope) {
      const { dockerfile } = node;
      for (const one of dockerfile.env) {
        if (reachesImage(dockerfile, one.stage)) yield* variable(node, one, scope);
      }
      for (const copy of dockerfile.copies) {
        if (copy.from !== undefined || !reachesImage(dockerfile, copy.stage)) continue;
        for (const source of copy.sources) yield* configFile(node, source);
      }
    },
  },
});

function* variable(node: DockerfileNode, one: Assignment, scope: Scope): Iterable<Problem> {
  const value = one.value ?? '';
  // A secret is the graver matter, and has a rule of its own.
  if (one.valueSpan === undefined || secretIn(one.name, value) !== undefined) return;
  const host = extractHosts(value, { name: one.name }).find(({ host: name }) => isOfOneStack(name));
  if (host === undefined) return;
  yield {
    at: node.mark(one.valueSpan),
    message: `The image knows "${host.host}", so it runs only where that is the right one. Set "${one.name}" from a ConfigMap of each environment.`,
    fixes: variableFixes(node, one, scope),
  };
}

/** A name of a Service or of a managed datastore; public addresses are the same everywhere. */
function isOfOneStack(host: string): boolean {
  const name = host.toLowerCase().replace(/\.$/, '');
  if (managedHost(name) !== undefined) return true;
  return !name.includes('.') || /\.svc(?:\.|$)|\.(?:internal|local|lan|corp)$/.test(name);
}

function variableFixes(node: DockerfileNode, one: Assignment, scope: Scope): readonly Fix[] {
  const { file, dockerfile } = node;
  const removed = removeAssignment(file.text, dockerfile, one);
  if (removed === undefined) return [];
  const here: FileEdit = { path: file.path, edits: [removed] };
  const take: Fix = { title: `Take "${one.name}" out of the image`, edits: () => [here] };
  if (usersOfImage(scope, file.path).length === 0) return [take];
  const move: Fix = {
    title: `Move "${one.name}" to a ConfigMap`,
    edits: () => [
      here,
      ...setInConfigMaps(scope, usersOfImage(scope, file.path), one.name, one.value ?? ''),
    ],
  };
  return [move, take];
}

/** `application-prod.yml`, `appsettings.Production.json`, `config/production.json`, `app.staging.env`. */
const OF_AN_ENVIRONMENT =
  /^(?:(?:[\w-]+[-._])?(?:prod|production|staging|stage|preprod|uat|qa))(?:[-._][\w-]+)*\.(?:ya?ml|json|toml|ini|conf|cfg|properties|env|xml|config)$/i;

function* configFile(node: DockerfileNode, source: Word): Iterable<Problem> {
  const name = baseName(source.text);
  if (!OF_AN_ENVIRONMENT.test(name) || isHarmlessFolder(source.text)) return;
  if (/(?:docker-)?compose|requirements|tsconfig|webpack|package/i.test(name)) return;
  yield {
    at: node.mark(source.span),
    message: `"${name}" holds the settings of one environment, so this image fits no other. Mount it from a ConfigMap instead.`,
  };
}
