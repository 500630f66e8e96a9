import { parseSlides } from '../../core/slides.ts';
import type { Topic } from '../../core/topic.ts';
import { checks } from './checks.ts';
import { hovers } from './hovers.ts';
import { configInImage } from './rules/config-in-image.ts';
import { configKeyMissing } from './rules/config-key-missing.ts';
import { configReferenceMissing } from './rules/config-reference-missing.ts';
import { configValueType } from './rules/config-value-type.ts';
import { secretCommitted } from './rules/secret-committed.ts';
import { secretEncoding } from './rules/secret-encoding.ts';
import { secretInConfigMap } from './rules/secret-in-config-map.ts';
import { secretInEnv } from './rules/secret-in-env.ts';
import { secretInImage } from './rules/secret-in-image.ts';
import { sensitiveFileInContext } from './rules/sensitive-file-in-context.ts';
import slides from './slides.md';

export const configuration: Topic = {
  id: 'configuration',
  title: 'Configuration and secrets',
  slides: parseSlides(slides),
  checks,
  rules: [
    secretInEnv,
    secretInConfigMap,
    secretInImage,
    sensitiveFileInContext,
    configInImage,
    secretEncoding,
    configValueType,
    secretCommitted,
    configReferenceMissing,
    configKeyMissing,
  ],
  hovers,
  snippets: [
    'k8s-configmap',
    'k8s-secret',
    'k8s-secret-tls',
    'k8s-secret-dockerconfigjson',
    'k8s-secret-basic-auth',
    'k8s-envfrom',
    'k8s-configmap-volume',
    'dockerfile-run-secret',
    'dockerfile-ignore',
    'compose-secrets',
  ],
};
