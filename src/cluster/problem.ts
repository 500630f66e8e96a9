/** What goes wrong between here and a cluster, in words for people. */
import type { Problem } from '../core/live/cluster-access.ts';

export function failed(problem: Problem): { readonly ok: false; readonly problem: Problem } {
  return { ok: false, problem };
}

export const CANCELLED: Problem = { state: 'cancelled', text: 'Stopped.' };

const CERTIFICATES: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: "The API server's certificate has expired.",
  CERT_NOT_YET_VALID: "The API server's certificate isn't valid yet: check the clock.",
  ERR_TLS_CERT_ALTNAME_INVALID:
    "The API server's certificate is for another host name. Set tls-server-name in the kubeconfig if that's intended.",
  DEPTH_ZERO_SELF_SIGNED_CERT:
    "The API server's certificate isn't signed by the CA in the kubeconfig.",
  SELF_SIGNED_CERT_IN_CHAIN:
    "The API server's certificate isn't signed by the CA in the kubeconfig.",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    "The API server's certificate isn't signed by the CA in the kubeconfig.",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    "The API server's certificate isn't signed by the CA in the kubeconfig.",
  CERT_SIGNATURE_FAILURE: "The API server's certificate isn't signed by the CA in the kubeconfig.",
};

const CONNECTING: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there. Is the cluster running?',
  ENOTFOUND: "its name doesn't resolve. Is a VPN needed?",
  EAI_AGAIN: "its name doesn't resolve. Is a VPN needed?",
  EHOSTUNREACH: 'there is no route to it. Is a VPN needed?',
  ENETUNREACH: 'there is no route to it. Is a VPN needed?',
  ETIMEDOUT: 'it does not answer.',
};

/** What an error of the connection means. */
export function connectionProblem(error: unknown, host: string): Problem {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const certificate = CERTIFICATES[code];
  if (certificate !== undefined) return { state: 'certificate', text: certificate };
  if (code.startsWith('ERR_SSL') || code === 'EPROTO')
    return {
      state: 'certificate',
      text: `No TLS connection with ${host}: the server or the certificates in the kubeconfig don't fit (${code}).`,
    };
  if (code === 'ECONNRESET' || code === 'EPIPE' || code === 'ECONNABORTED')
    return { state: 'cut-off', text: `${host} closed the connection in the middle.` };
  const why = CONNECTING[code] ?? `the connection failed (${code === '' ? 'no code' : code}).`;
  return { state: 'unreachable', text: `Can't reach ${host}: ${why}` };
}
