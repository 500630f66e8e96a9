/** Where the routes of OpenShift, of other ingress controllers and of Argo's Rollouts name Services. */
import type { ReferenceField } from './reference-fields.ts';

export const TRAEFIK_SERVICES: ReferenceField = {
  path: 'spec.routes.*.services.*',
  kind: 'Service',
  name: 'name',
  key: 'port',
  namespace: 'namespace',
  anyKind: true,
};

export const ROUTER_FIELDS: Readonly<Record<string, readonly ReferenceField[]>> = {
  Route: ['spec.to', 'spec.alternateBackends.*'].map((path) => ({
    ...{ path, kind: 'Service', name: 'name' },
  })),
  Rollout: [
    ...['canary.stableService', 'canary.canaryService', 'canary.pingPong.pingService'],
    ...['canary.pingPong.pongService', 'blueGreen.activeService', 'blueGreen.previewService'],
  ].map((field) => ({ path: `spec.strategy.${field}`, kind: 'Service', name: '' })),
  IngressRouteTCP: [TRAEFIK_SERVICES],
  IngressRouteUDP: [TRAEFIK_SERVICES],
  HTTPProxy: ['spec.routes.*.services.*', 'spec.tcpproxy.services.*'].map((path) => ({
    ...{ path, kind: 'Service', name: 'name', key: 'port' },
  })),
  VirtualServer: [{ path: 'spec.upstreams.*', kind: 'Service', name: 'service', key: 'port' }],
  TransportServer: [{ path: 'spec.upstreams.*', kind: 'Service', name: 'service', key: 'port' }],
  ApisixRoute: [
    {
      path: 'spec.http.*.backends.*',
      ...{ kind: 'Service', name: 'serviceName', key: 'servicePort' },
    },
  ],
};
