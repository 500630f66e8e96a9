import { describe, expect, it } from 'vitest';
import { workspaceOf } from '../support/ask.ts';
import { told } from '../support/told.ts';
import { object } from '../support/manifest-texts.ts';

describe('kustomizations, Compose files, Dockerfiles', () => {
  it('a kustomization names files, folders, a namespace and targets', () => {
    const workspace = workspaceOf({
      'kustomization.yaml': [
        'namespace: blue',
        'resources: [a.yaml, base, gone.yaml, "https://example.com/x.yaml"]',
        'patches:',
        '  - path: patch.yaml',
        '    target: { kind: ConfigMap, name: app }',
        'configMapGenerator:',
        '  - name: made',
        '    files: [settings=conf/app.ini]',
        '',
      ].join('\n'),
      'a.yaml': object('ConfigMap', 'app'),
      'base/kustomization.yaml': 'resources: []\n',
      'patch.yaml': '',
      'conf/app.ini': undefined,
    });
    expect(told(workspace, 'kustomization.yaml')).toEqual([
      '1 blue: unknown Namespace/blue',
      '2 a.yaml: resolved File/a.yaml @ a.yaml:1',
      '2 base: resolved Folder/base @ base/kustomization.yaml:1',
      '2 gone.yaml: missing File/gone.yaml',
      '2 https://example.com/x.yaml: external File/https://example.com/x.yaml',
      '4 patch.yaml: resolved File/patch.yaml @ patch.yaml:1',
      '5 app: resolved ConfigMap/app in blue @ a.yaml:4',
      '8 conf/app.ini: resolved File/conf/app.ini @ conf/app.ini:1',
    ]);
  });

  it('a Compose file names its own entries', () => {
    const workspace = workspaceOf({
      'compose.yaml': [
        'services:',
        '  web:',
        '    build: ./web',
        '    depends_on: [redis, gone]',
        '    networks: [default, front]',
        '    volumes: ["data:/data", "./src:/src"]',
        '    environment: { REDIS_HOST: redis, MAIL_HOST: mail.example.com }',
        '  redis:',
        '    image: redis:8',
        'networks: { front: {} }',
        'volumes: { data: {} }',
        '',
      ].join('\n'),
      'web/Dockerfile': 'FROM scratch\n',
    });
    expect(told(workspace, 'compose.yaml')).toEqual([
      '3 ./web: resolved Folder/web @ web/Dockerfile:1',
      '4 redis: resolved ComposeService/redis @ compose.yaml:8',
      '4 gone: missing ComposeService/gone',
      '5 default: external ComposeNetwork/default',
      '5 front: resolved ComposeNetwork/front @ compose.yaml:10',
      '6 data: resolved ComposeVolume/data @ compose.yaml:11',
      '7 redis: resolved ComposeService/redis @ compose.yaml:8',
      '7 mail.example.com: external Host/mail.example.com',
    ]);
  });

  it('a Dockerfile names stages and images', () => {
    const workspace = workspaceOf({
      Dockerfile: [
        'FROM golang:1.26 AS build',
        'RUN --mount=type=bind,from=build,target=/x true',
        'FROM build AS test',
        'FROM scratch',
        'COPY --from=build /app /app',
        'COPY --from=late /x /x',
        'COPY --from=busybox:1 /bin/sh /bin/sh',
        'FROM scratch AS late',
        '',
      ].join('\n'),
    });
    expect(told(workspace, 'Dockerfile')).toEqual([
      '2 build: missing DockerfileStage/build',
      '3 build: resolved DockerfileStage/build @ Dockerfile:1',
      '5 build: resolved DockerfileStage/build @ Dockerfile:1',
      '6 late: missing DockerfileStage/late',
      '7 busybox:1: external Image/busybox:1',
    ]);
  });
});
