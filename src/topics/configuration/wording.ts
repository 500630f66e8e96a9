import type { Secret } from '../../core/kubernetes/sensitive.ts';

/** What is in clear text, by name and kind; never the value. */
export function describeSecret(name: string, reason: Secret['reason']): string {
  switch (reason) {
    case 'name':
      return `"${name}" is a secret in clear text`;
    case 'private-key':
      return `"${name}" holds a private key in clear text`;
    case 'aws-key':
      return `"${name}" holds an AWS access key in clear text`;
    case 'bearer':
      return `"${name}" holds a bearer token in clear text`;
    case 'url-password':
      return `"${name}" holds a URL with its password in clear text`;
  }
}
