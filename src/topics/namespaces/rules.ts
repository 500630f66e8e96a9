import type { Rule } from '../../core/lint/rule.ts';
import { clusterAdminBinding } from './rules/cluster-admin-binding.ts';
import { crossNamespaceHost } from './rules/cross-namespace-host.ts';
import { defaultNamespace } from './rules/default-namespace.ts';
import { egressBlocksDns } from './rules/egress-blocks-dns.ts';
import { fixedNodePort } from './rules/fixed-node-port.ts';
import { namespaceNotIsolated } from './rules/namespace-not-isolated.ts';
import { networkPolicyPeerSelectsNothing } from './rules/network-policy-peer-selects-nothing.ts';
import { networkPolicySelectsNothing } from './rules/network-policy-selects-nothing.ts';
import { networkPolicyTypeMissing } from './rules/network-policy-type-missing.ts';
import { prefixBreaksHost } from './rules/prefix-breaks-host.ts';
import { roleMissing } from './rules/role-missing.ts';
import { serviceAccountMissing } from './rules/service-account-missing.ts';
import { tldNamespace } from './rules/tld-namespace.ts';

/** In the order of the guide. */
export const namespacesRules: readonly Rule[] = [
  crossNamespaceHost,
  defaultNamespace,
  tldNamespace,
  fixedNodePort,
  prefixBreaksHost,
  namespaceNotIsolated,
  networkPolicySelectsNothing,
  networkPolicyPeerSelectsNothing,
  networkPolicyTypeMissing,
  egressBlocksDns,
  serviceAccountMissing,
  roleMissing,
  clusterAdminBinding,
];
