import { describe, expect, it } from 'vitest';
import { hover, pod, service, SERVICES } from '../support/neighbours.ts';

const SIDE_BY_SIDE =
  'Short names stay inside the own namespace, so that copies of a stack can run side by side. To reach another one on purpose, write `name.namespace`.';

describe('a host name', () => {
  it('is looked up in the own namespace first, and elsewhere in the others', () => {
    expect(hover({ 'all.yaml': SERVICES, 'cart.yaml': pod('redis://re¦dis:6379/1') })).toEqual({
      word: 'redis',
      lines: [
        '**Where this host name leads**',
        'A pod in namespace "blue" that looks up "redis" asks for:',
        '1. redis.blue.svc.cluster.local: Service "redis" in "blue" (ClusterIP, port 6379) @all.yaml',
        'The same text in a pod of another namespace:',
        'green: redis.green.svc.cluster.local, Service "redis" in "green" (headless, leads to its pods, port 6380) @all.yaml',
        'monitoring: nothing in this workspace',
        SIDE_BY_SIDE,
        'slide S2',
      ],
    });
  });

  it('is followed through the whole search list when nobody answers', () => {
    expect(hover({ 'all.yaml': SERVICES, 'cart.yaml': pod('http://pu¦sh:9091') }).lines).toEqual([
      '**Where this host name leads**',
      'A pod in namespace "blue" that looks up "push" asks for:',
      '1. push.blue.svc.cluster.local: not in this workspace',
      '2. push.svc.cluster.local: not in this workspace',
      '3. push.cluster.local: not in this workspace',
      '4. push: not in this workspace',
      'No file in this workspace defines it. If something else makes this Service (an operator, a chart), all is well; if not, the lookup fails.',
      'The same text in a pod of another namespace:',
      'monitoring: push.monitoring.svc.cluster.local, Service "push" in "monitoring" (NodePort, port 9091) @all.yaml',
      'green: nothing in this workspace',
      SIDE_BY_SIDE,
      'slide S2',
    ]);
  });

  it('says when a qualified name means the same everywhere, and when the port is another', () => {
    const { word, lines } = hover({
      'all.yaml': SERVICES,
      'cart.yaml': pod('http://push.monito¦ring:80'),
    });
    expect(word).toBe('push.monitoring');
    expect(lines.slice(2)).toEqual([
      '1. push.monitoring.blue.svc.cluster.local: not in this workspace',
      '2. push.monitoring.svc.cluster.local: Service "push" in "monitoring" (NodePort, port 9091) @all.yaml',
      'The Service "push" does not listen on port 80; it has 9091.',
      'The same name leads to the same place from every namespace.',
      'slide S2',
    ]);
  });

  it('leads out of the cluster by an alias or by itself', () => {
    const alias = hover({ 'all.yaml': SERVICES, 'cart.yaml': pod('smtp://ma¦il:25') }).lines;
    expect(alias[2]).toBe(
      '1. mail.blue.svc.cluster.local: an alias that leads to smtp.example.com @all.yaml',
    );
    const outside = hover({ 'cart.yaml': pod('https://api.ex¦ample.com.') }).lines;
    expect(outside.slice(2, 4)).toEqual([
      '1. api.example.com: asked outside the cluster',
      'Not a name of the cluster: the answer comes from outside.',
    ]);
  });

  it('is not looked up in the cluster by a pod on the network of the node', () => {
    const { lines } = hover({
      'all.yaml': SERVICES,
      'cart.yaml': pod('redis://re¦dis', '  hostNetwork: true\n'),
    });
    expect(lines.slice(2)).toEqual([
      '1. redis: not in this workspace',
      'The DNS settings of this pod send it to other name servers than those of the cluster, which do not know Services. With `hostNetwork`, it takes `dnsPolicy: ClusterFirstWithHostNet`.',
      'slide S2',
    ]);
  });

  it('is found in ConfigMaps line by line, and under the cursor only', () => {
    const block = {
      'all.yaml': SERVICES,
      'config.yaml':
        'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: s, namespace: green}\ndata:\n  app.properties: |\n    # the cache\n    cache.host=re¦dis\n    push.url=http://push:9091\n',
    };
    expect(hover(block).word).toBe('redis');
    expect(hover(block).lines[2]).toBe(
      '1. redis.green.svc.cluster.local: Service "redis" in "green" (headless, leads to its pods, port 6380) @all.yaml',
    );
    const beside = block['config.yaml'].replace('¦', '').replace('the cache', 'the¦ cache');
    expect(hover({ ...block, 'config.yaml': beside }).lines).toEqual([]);
    const single = {
      'all.yaml': SERVICES,
      'config.yaml':
        'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: s, namespace: green}\ndata:\n  CACHE: redis:6379,pu¦sh:9091\n',
    };
    expect(hover(single).word).toBe('push');
    expect(hover(single).lines[1]).toBe(
      'A pod in namespace "green" that looks up "push" asks for:',
    );
  });

  it('never shows what else a Secret holds', () => {
    const { word, lines } = hover({
      'all.yaml': SERVICES,
      'secret.yaml':
        'apiVersion: v1\nkind: Secret\nmetadata:\n  name: s\n  namespace: blue\nstringData:\n  url: redis://:s3cr3t-test@re¦dis:6379\n',
    });
    expect(word).toBe('redis');
    expect(lines.join('\n')).not.toContain('s3cr3t');
    expect(lines[2]).toBe(
      '1. redis.blue.svc.cluster.local: Service "redis" in "blue" (ClusterIP, port 6379) @all.yaml',
    );
  });

  it('has nothing to say about values that are no hosts', () => {
    expect(hover({ 'cart.yaml': pod('fa¦st').replace('REDIS_URL', 'MODE') }).lines).toEqual([]);
    expect(hover({ 'cart.yaml': pod('$(RED¦IS)') }).lines).toEqual([]);
  });
});

describe('externalName', () => {
  const alias = (target: string): Readonly<Record<string, string>> => ({
    'all.yaml': SERVICES,
    'alias.yaml': service('cache', 'blue', `  type: ExternalName\n  externalName: ${target}\n`),
  });

  it('is a full name', () => {
    expect(hover(alias('redis.gr¦een.svc.cluster.local')).lines.slice(0, 3)).toEqual([
      '**Alias in DNS (CNAME)**',
      'Pods that ask for "cache" in "blue" are sent on to:',
      'redis.green.svc.cluster.local: Service "redis" in "green" (headless, leads to its pods, port 6380) @all.yaml',
    ]);
    expect(hover(alias('re¦dis')).lines[2]).toBe('redis: not in this workspace');
  });

  it('shows the aliases on the way', () => {
    expect(hover(alias('mail.bl¦ue.svc.cluster.local')).lines.slice(2, 4)).toEqual([
      'mail.blue.svc.cluster.local',
      'smtp.example.com: asked outside the cluster',
    ]);
  });

  it('is no place for an address', () => {
    expect(hover(alias('192.0.¦2.7')).lines[3]).toMatch(/^DNS takes a name here/);
  });
});
