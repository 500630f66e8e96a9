import { describe, expect, it } from 'vitest';
import type { HoverPart } from '../../src/core/hover/hover.ts';
import { hoverAt } from '../../src/core/hover/hover.ts';
import { hovers } from '../../src/topics/http/hovers.ts';
import { workspaceOf } from '../support/ask.ts';

/** The hover where `|` stands, as the lines a reader sees; Markdown is cut to its first words. */
function hover(marked: string, before = ''): readonly string[] {
  const text = before + marked.replace('|', '');
  const offset = before.length + marked.indexOf('|');
  const workspace = workspaceOf({ 'all.yaml': text });
  const found = hoverAt(workspace, hovers, { path: 'all.yaml', offset });
  return (found?.parts ?? []).flatMap((part) =>
    linesOf(part, (start, end) => text.slice(start, end)),
  );
}

function linesOf(
  part: HoverPart,
  slice: (start: number, end: number) => string,
): readonly string[] {
  if ('markdown' in part) return [part.markdown.split(' ').slice(0, 4).join(' ')];
  if ('text' in part) return [part.text];
  if ('slide' in part) return [`slide ${part.slide}`];
  if ('link' in part) return [part.link.title];
  if (!('list' in part)) return [];
  return part.list.map(({ text, at }) => {
    if (at === undefined) return text;
    const mark = 'mark' in at ? at.mark : at;
    const base = mark.document.start;
    return `${text} -> ${slice(base + mark.start, base + mark.end)}`;
  });
}

const WORLD = `apiVersion: v1
kind: Service
metadata:
  name: web
  namespace: shop
spec:
  selector:
    app: web
  ports:
    - name: http
      port: 80
      targetPort: main
    - name: admin
      port: 81
      targetPort: 9000
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: frontend
  namespace: shop
spec:
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
    spec:
      containers:
        - name: app
          image: nginx:1.29.3
          ports:
            - name: main
              containerPort: 8080
---
`;

const ingress = (spec: string): string =>
  `apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  name: shop\n  namespace: shop\nspec:\n${spec}`;

const path = (backend: string, first = 'path: /'): string =>
  ingress(
    `  rules:\n    - host: shop.example.com\n      http:\n        paths:\n          - ${first}\n            pathType: Prefix\n            backend:\n${backend}`,
  );

const toPort = (port: string): string =>
  `              service:\n                name: web\n                port:\n                  ${port}\n`;

describe('a path', () => {
  it('shows the way of a request down to the port of the container', () => {
    expect(hover(path(toPort('name: http'), 'path: /ca|rt'), WORLD)).toEqual([
      'Requests for this path',
      'Service "web" in namespace "shop", port 80 ("http") -> web',
      'Deployment "frontend", container "app", port 8080 -> 8080',
      'slide S6',
    ]);
  });

  it('says where a container does not list the port', () => {
    expect(hover(path(toPort('number: |81')), WORLD)).toEqual([
      'Where the requests go:',
      'Service "web" in namespace "shop", port 81 ("admin") -> web',
      'Deployment "frontend": port 9000, which no container lists -> frontend',
      'slide S6',
    ]);
  });

  it('says which ports there are when the one asked for is not', () => {
    expect(hover(path(toPort('number: 8|443')), WORLD)).toEqual([
      'Where the requests go:',
      'Service "web" in namespace "shop" offers 80 ("http"), 81 ("admin"). -> web',
      'slide S6',
    ]);
  });

  it('says when the Service is not in the workspace', () => {
    expect(hover(path(toPort('number: 80').replace('web', 'w|eb')))).toEqual([
      'Where the requests go:',
      'No Service "web" in namespace "shop" of this workspace.',
      'slide S6',
    ]);
  });

  it('understands the old shape', () => {
    const old = '              serviceName: web\n              servicePort: ht|tp\n';
    expect(hover(path(old), WORLD)[1]).toBe(
      'Service "web" in namespace "shop", port 80 ("http") -> web',
    );
  });

  it('explains its type', () => {
    const typed = path(toPort('number: 80')).replace('Prefix', 'Pre|fix');
    expect(hover(typed)).toEqual(['`Prefix` compares whole parts', 'slide S6']);
    expect(hover(typed.replace('Pre|fix', 'Impl|ementationSpecific'))).toEqual([
      '`ImplementationSpecific` leaves the comparison',
      'slide S6',
    ]);
  });
});

describe('an Ingress', () => {
  it('lists its routes at its kind', () => {
    const text = path(toPort('number: 80')).replace('kind: Ing', 'kind: I|ng');
    expect(hover(text, WORLD)).toEqual([
      'An Ingress is HTTP',
      'shop.example.com/ to Service "web":80 -> web',
      'slide S6',
    ]);
  });

  it('tells at the class what serves it', () => {
    const known =
      'apiVersion: networking.k8s.io/v1\nkind: IngressClass\nmetadata:\n  name: public\nspec:\n  controller: k8s.io/ingress-nginx\n---\n';
    expect(hover(ingress('  ingressClassName: pub|lic\n'), known)).toEqual([
      'Says which controller serves',
      'IngressClass "public": k8s.io/ingress-nginx -> public',
      'A class of this',
      'slide S6',
    ]);
  });

  it('shows who else has the host', () => {
    const other = path(toPort('number: 80')).replace('name: shop', 'name: other');
    const own = path(toPort('number: 80')).replace('shop.example', 'sh|op.example');
    expect(hover(own, `${other}---\n`)).toEqual([
      'A virtual host: many',
      'The same host in:',
      'Ingress "other" -> shop.example.com',
      'slide S6',
    ]);
  });
});

describe('a Service', () => {
  const rest = (): string => WORLD.slice(WORLD.indexOf('---'));

  it('shows which workloads its selector picks', () => {
    const service = WORLD.slice(0, WORLD.indexOf('---'));
    const marked = service.replace('selector', 'sel|ector') + rest();
    expect(hover(marked)).toEqual([
      'The Service sends traffic',
      'Selected in namespace "shop" of this workspace:',
      'Deployment "frontend" -> frontend',
      'slide S6',
    ]);
  });

  it('shows where a target port leads', () => {
    expect(hover(WORLD.replace('targetPort: main', 'targetPort: ma|in'))).toEqual([
      'The port of the',
      'Port 80 ("http") leads to:',
      'Deployment "frontend", container "app", port 8080 -> 8080',
      'slide S6',
    ]);
  });

  it('says when nothing is selected, and what its type means', () => {
    const text =
      'apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  type: Load|Balancer\n  selector:\n    app: web\n';
    expect(hover(text)).toEqual(['Asks the cloud for', 'slide S6']);
    expect(hover(text.replace('|', '').replace('app: web', 'app: |web'))).toEqual([
      'The Service sends traffic',
      'No pod in namespace "default" of this workspace has these labels.',
      'slide S6',
    ]);
  });

  it('is silent between words, and on a Service of another group', () => {
    expect(hover(WORLD.replace('    - name: http', '   | - name: http'))).toEqual([]);
    expect(
      hover('apiVersion: serving.knative.dev/v1\nkind: Ser|vice\nmetadata:\n  name: web\n'),
    ).toEqual([]);
  });
});

describe('annotations and versions', () => {
  it('says that stickiness is asked for in the wrong place', () => {
    const text =
      'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  name: web\n  annotations:\n    traefik.ingress.kubernetes.io/service.sticky.coo|kie: "true"\n';
    expect(hover(text)).toEqual([
      'Asks for sticky sessions:',
      'Traefik reads this annotation on the Service behind it, so on Ingress "web" it does nothing.',
      'slide S6',
    ]);
  });

  it('explains a version that is gone, and nothing on one that is served', () => {
    const text = 'apiVersion: batch/v1be|ta1\nkind: CronJob\nmetadata:\n  name: nightly\n';
    expect(hover(text)).toEqual([
      '"batch/v1beta1" of CronJob is not served any more since Kubernetes 1.25. Write "batch/v1".',
      'Deprecated API Migration Guide',
    ]);
    expect(hover(text.replace('be|ta1', '|'))).toEqual([]);
  });
});
