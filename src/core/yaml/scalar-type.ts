import type { YamlScalar } from './tree.ts';

export type ScalarType = 'null' | 'boolean' | 'number' | 'string';

const NULL = /^(?:~|null|Null|NULL|)$/;
const BOOLEAN =
  /^(?:true|True|TRUE|false|False|FALSE|yes|Yes|YES|no|No|NO|on|On|ON|off|Off|OFF|y|Y|n|N)$/;
const NUMBER =
  /^[-+]?(?:0b[01_]+|0o?[0-7_]+|0x[\da-fA-F_]+|(?:0|[1-9][\d_]*)|(?:\d[\d_]*)?\.\d[\d_]*(?:[eE][-+]?\d+)?|\d[\d_]*\.?(?:[eE][-+]?\d+)?|\.(?:inf|Inf|INF))$|^\.(?:nan|NaN|NAN)$/;

/** How whatever is no string begins, so that most values are told by one letter. */
const BEGINS_OTHERWISE = /^(?:[-+.\d~nNtTfFyYoO]|$)/;

/** What Kubernetes makes of a scalar: it reads YAML 1.1, where a bare `yes` or `on` is a boolean. */
export function scalarType(node: YamlScalar): ScalarType {
  if (isStringForSure(node) || !BEGINS_OTHERWISE.test(node.value)) return 'string';
  if (NULL.test(node.value)) return 'null';
  if (BOOLEAN.test(node.value)) return 'boolean';
  return NUMBER.test(node.value) ? 'number' : 'string';
}

/** Apart from its type, as this is asked of nearly every scalar. */
export const isNull = (node: YamlScalar): boolean =>
  node.value.length <= 4 && !isStringForSure(node) && NULL.test(node.value);

const isStringForSure = ({ tag, style }: YamlScalar): boolean =>
  tag === '!!str' || tag === '!' || style !== 'plain';
