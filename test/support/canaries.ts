/** A project that is full of secrets, each of which is a word of its own that must never be shown. */

export interface Canaries {
  readonly files: Readonly<Record<string, string>>;
  /** Where each of the words stands. */
  readonly placeOf: ReadonlyMap<string, string>;
}

export function canaries(): Canaries {
  const placeOf = new Map<string, string>();
  const secret = (place: string): string => {
    const word = `k${String(100 + placeOf.size)}canary7x`;
    placeOf.set(word, place);
    return word;
  };
  const encoded = (place: string, before = '', after = ''): string => {
    const text = Buffer.from(before + secret(place) + after).toString('base64');
    placeOf.set(text.replace(/=+$/, ''), `${place}, encoded`);
    return text;
  };
  const files = { ...manifests(secret, encoded), ...images(secret), ...pipelines(secret) };
  return { files: { ...files, ...tools(secret), ...nameOnly(secret, encoded) }, placeOf };
}

type Secret = (place: string) => string;
type Encoded = (place: string, before?: string, after?: string) => string;

/** The body is long enough to count as a key. */
const key = (word: string, indent = ''): string =>
  [
    '-----BEGIN PRIVATE KEY-----',
    `MIIEowIBAAKCAQEA0Z3VS5JJcds3xfn${word}`,
    '-----END PRIVATE KEY-----',
  ]
    .map((line) => indent + line)
    .join('\n');

function manifests(secret: Secret, encoded: Encoded): Record<string, string> {
  return {
    'k8s/secrets.yaml': `apiVersion: v1
kind: Secret
metadata:
  name: db
  annotations:
    kubectl.kubernetes.io/last-applied-configuration: '{"stringData":{"password":"${secret('last applied')}"}}'
    note: ${secret('annotation of a Secret')}
stringData:
  password: ${secret('stringData')}
  url: postgres://shop:${secret('URL in stringData')}@db:5432/x
  host: ${secret('host in stringData')}.example.com
  DB_HOST: ${secret('name that ends in HOST in stringData')}
  service: http://${secret('service in stringData')}.shop.svc.cluster.local:80
  settings: |
    redis.host=${secret('line of a host in stringData')}.shop
    token=${secret('line in stringData')}
data:
  password: ${encoded('data')}
  host: ${encoded('host in data', 'http://', '.shop.svc:80')}
  broken: "${secret('data that is no base64')}!"
  line: ${encoded('data with a line break', '', '\n')}
immutable: true
---
apiVersion: v1
kind: Secret
metadata: { name: registry }
type: kubernetes.io/dockerconfigjson
data:
  .dockerconfigjson: ${encoded('registry login', '{"auths":{"r.example.com":{"auth":"', '"}}}')}
---
apiVersion: v1
kind: Secret
metadata: { name: tls }
stringData:
  tls.key: |
${key(secret('tls.key'), '    ')}
---
apiVersion: v1
kind: List
items:
  - apiVersion: v1
    kind: Secret
    metadata: { name: listed }
    stringData: { host: ${secret('host in a Secret of a List')}.shop }
---
apiVersion: v1
kind: Secret
metadata: { name: twice }
stringData:
  p: ${secret('first of two keys')}
  p: ${secret('second of two keys')}
`,
    'k8s/config.yaml': `apiVersion: v1
kind: ConfigMap
metadata: { name: config, annotations: { password: "${secret('annotation')}" } }
data:
  DB_PASSWORD: ${secret('password in a ConfigMap')}
  API_TOKEN: "${secret('token in a ConfigMap')}"
  url: http://shop:${secret('URL in a ConfigMap')}@api.example.com/
  app.properties: |
    db.password=${secret('properties in a ConfigMap')}
    auth = Bearer ${secret('bearer in a ConfigMap')}
    db.url=jdbc:mysql://shop:${secret('JDBC URL in a ConfigMap')}@mysql.shop:3306/x
    host = redis
  key.pem: |
${key(secret('key in a ConfigMap'), '    ')}
binaryData:
  x: ${encoded('binaryData')}
`,
    'k8s/app.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop, labels: { app: web } }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: web
          image: "https://u:${secret('image')}@r.example.com/nginx"
          command: ["sh", "-c", "curl -H 'Authorization: Bearer ${secret('bearer in a command')}' http://u:${secret('URL in a command')}@api.back.svc.cluster.local/"]
          args: ["--password=${secret('argument')}", "mysql://root:${secret('URL in an argument')}@mysql.back:3306/x"]
          env:
            - { name: DB_PASSWORD, value: ${secret('env')} }
            - { name: DATABASE_URL, value: "postgres://u:${secret('URL in env')}@postgres.back:5432/db" }
            - { name: REDIS_URL, value: "redis://:${secret('URL without a user')}@redis.back:6379" }
            - { name: SLASH_URL, value: "postgres://u:a/${secret('password with a slash')}@postgres.back:5432/db" }
            - { name: HUB_URL, value: "https://${secret('user alone')}@hub.back/x?token=${secret('token in a query')}" }
            - { name: DB_HOST, value: "u:${secret('login before a host')}@postgres.back" }
            - { name: DSN, value: "u:${secret('DSN')}@tcp(mysql.back:3306)/db" }
            - { name: CONNECTION, value: "Server=sql.back;User=sa;Password=${secret('connection string')};" }
            - { name: AWS_SECRET_ACCESS_KEY, value: ${secret('AWS key')} }
            - name: KEY
              value: |
${key(secret('key in env'), '                ')}
          envFrom: [{ secretRef: { name: db } }, { configMapRef: { name: config } }]
          livenessProbe: { httpGet: { path: /, port: 80, httpHeaders: [{ name: Authorization, value: "Bearer ${secret('header of a probe')}" }] } }
---
apiVersion: v1
kind: Service
metadata: { name: out, namespace: shop }
spec: { type: ExternalName, externalName: "https://u:${secret('externalName')}@db.example.com/x" }
---
apiVersion: v1
kind: Service
metadata: { name: out-token, namespace: shop }
spec: { type: ExternalName, externalName: "https://${secret('token in externalName')}@db" }
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: web, namespace: shop, annotations: { nginx.ingress.kubernetes.io/auth-url: "https://u:${secret('annotation of an Ingress')}@auth.example.com" } }
spec: { rules: [{ host: shop.example.com, http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: gone, port: { number: 80 } } } }] } }] }
---
apiVersion: example.com/v1
kind: Thing
metadata: { name: thing }
spec: { password: "${secret('password of a custom resource')}", url: "http://u:${secret('URL of a custom resource')}@api.back/" }
---
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: shop }
spec:
  source: { repoURL: "https://u:${secret('repository of Argo CD')}@example.com/x/y", path: k8s, helm: { parameters: [{ name: password, value: ${secret('parameter of Argo CD')} }] } }
  destination: { server: "https://u:${secret('server of Argo CD')}@x", namespace: shop }
`,
    // Half-typed: what is a value and what a key is not told yet.
    'k8s/half-a.yaml': `apiVersion: v1\nkind: Secret\nmetadata: { name: half }\nstringData:\n  ${secret('value alone in a Secret')}\n`,
    'k8s/half-b.yaml': `apiVersion: v1\nkind: Secret\nmetadata: { name: half }\nstringData:\n  ${secret('value before a list')}\n  password: [${secret('open list')}\n`,
    'k8s/half-c.yaml': `apiVersion: v1\nkind: Secret\nmetadata: { name: half }\nstringData:\n  password: ${secret('value with a colon')}: x: "${secret('open quote')}\n  other: *${secret('alias')}\n`,
    'k8s/half-d.yaml': `apiVersion: v1\nkind: Secret\nmetadata: { name: half }\nstringData:\n  password: !!${secret('tag')} x\n  "a: ${secret('open key')}\n`,
    'k8s/half-e.yaml': `apiVersion: v1\nkind: Secret\nmetadata: { name: half }\nstringData:\n  password: a\n${secret('value at the margin')}\ndata:\n  x:\n    ${secret('value as a key below')}: y\n`,
  };
}

function images(secret: Secret): Record<string, string> {
  return {
    Dockerfile: `FROM https://u:${secret('FROM')}@r.example.com/x
ARG TOKEN=${secret('ARG')}
ENV DB_PASSWORD=${secret('ENV')} URL=http://u:${secret('URL in ENV')}@x/
ENV OLD_SECRET ${secret('ENV of the old form')}
RUN git clone https://u:${secret('RUN')}@example.com/a/b
COPY id_rsa .env /root/
COPY . .
HEALTHCHECK CMD curl -H "Authorization: Bearer ${secret('HEALTHCHECK')}" localhost
CMD ["x", "--password=${secret('CMD')}"]
`,
    'compose.yaml': `services:
  web:
    build: { context: ., args: { NPM_TOKEN: ${secret('build argument of Compose')} } }
    image: "web:\${TAG}\${DB_PASSWORD}\${ODD}\${LONG}"
    command: --password=${secret('command of Compose')}
    environment:
      DB_PASSWORD: ${secret('environment of Compose')}
      URL: http://u:${secret('URL of Compose')}@db:80/
    env_file: [.env]
    ports: ["\${PORT}:80"]
  db:
    image: postgres
    environment:
      - POSTGRES_PASSWORD=${secret('environment list of Compose')}
configs: { c: { content: "password=${secret('config of Compose')}" } }
`,
    '.env': `TAG=1.2\nPORT=8080\nDB_PASSWORD=${secret('.env')}\nODD=u:${secret('login in .env')}@db\nLONG="a\n${secret('longer value in .env')}\n"\n`,
  };
}

function pipelines(secret: Secret): Record<string, string> {
  return {
    '.github/workflows/ci.yml': `on: push
jobs:
  ship:
    runs-on: ubuntu-latest
    env: { TOKEN: ${secret('env of a workflow')} }
    steps:
      - run: docker login -u x -p ${secret('login of a workflow')} r && docker build -t r/web . && docker push r/web
      - run: curl -H "Authorization: Bearer ${secret('bearer of a workflow')}" https://x && kubectl apply -f k8s --token=${secret('token of a workflow')}
      - run: kubectl create secret generic x --from-literal=password=${secret('literal of a workflow')}
      - run: helm upgrade --install a ./chart --set password=${secret('--set of a workflow')} --namespace prod
      - run: git push https://x:${secret('URL of a workflow')}@example.com/a/b && kubectl rollout status deploy/web
      - run: API_KEY=${secret('variable of a workflow')} docker compose up -d
`,
    '.gitlab-ci.yml': `variables: { DB_PASSWORD: ${secret('variable of GitLab')} }
build:
  script: ["docker login -u x -p ${secret('login of GitLab')} && docker build -t x . && docker push x"]
deploy:
  environment: { name: production, url: "https://u:${secret('environment of GitLab')}@x" }
  script: ["kubectl --token=${secret('token of GitLab')} apply -f k8s", "curl --fail -u a:${secret('curl of GitLab')} https://x/health"]
`,
    Jenkinsfile: `pipeline { stages { stage('build') { steps { sh 'docker login -p ${secret('login of Jenkins')} && docker build -t x . && docker push x' } } } }\n`,
    Makefile: `push:\n\tdocker login -p ${secret('login of make')} && docker build -t x . && docker push x\ndeploy:\n\tkubectl --token=${secret('token of make')} apply -f k8s\n`,
    'deploy.sh': `#!/bin/sh\nexport DB_PASSWORD=${secret('export')}\nhelm upgrade a chart --set db.password=${secret('--set of a script')}\n`,
    'services/pay/package.json': `{"name":"pay","scripts":{"start":"TOKEN=${secret('script of npm')} node ."}}`,
  };
}

function tools(secret: Secret): Record<string, string> {
  return {
    'kustomization.yaml': `resources:
  - k8s/app.yaml
  - "https://u:${secret('URL of a kustomization')}@example.com/x/y"
  - "https://example.com/x?token=${secret('token of a kustomization')}"
components: ["https://${secret('user of a kustomization')}@example.com/z"]
secretGenerator:
  - name: made
    literals: ["password=${secret('literal of a Secret')}", DB_HOST=${secret('host of a Secret')}, "URL=http://${secret('service of a Secret')}.shop.svc"]
configMapGenerator:
  - name: made-config
    literals: ["DB_PASSWORD=${secret('literal of a ConfigMap')}", "URL=http://u:${secret('URL of a literal')}@x/"]
patches:
  - target: { kind: Deployment }
    patch: |-
      - op: add
        path: /spec/template/spec/containers/0/env/-
        value: { name: PASSWORD, value: ${secret('patch')} }
`,
    'chart/Chart.yaml': `apiVersion: v2\nname: c\nversion: 1.0.0\ndependencies: [{ name: x, version: 1.0.0, repository: "https://u:${secret('repository of a chart')}@x" }]\n`,
    'chart/values.yaml': `password: ${secret('value of a chart')}\ndb: { url: "postgres://u:${secret('URL of a value')}@db/x" }\n`,
    'chart/templates/secret.yaml': `apiVersion: v1\nkind: Secret\nmetadata: { name: {{ .Release.Name }} }\nstringData:\n  password: ${secret('Secret of a template')}\n  host: ${secret('host of a template')}.shop\n  x: {{ .Values.x | default "${secret('default of a template')}" }}\n`,
    'skaffold.yaml': `apiVersion: skaffold/v4beta11\nkind: Config\nbuild: { artifacts: [{ image: web, docker: { buildArgs: { TOKEN: ${secret('argument of Skaffold')} } } }] }\n`,
    'helmfile.yaml': `repositories: [{ name: x, url: "https://u:${secret('repository of Helmfile')}@x" }]\nreleases: [{ name: a, chart: ./chart, set: [{ name: password, value: ${secret('value of Helmfile')} }] }]\n`,
  };
}

function nameOnly(secret: Secret, encoded: Encoded): Record<string, string> {
  const service = (place: string): string =>
    `apiVersion: v1\nkind: Service\nmetadata: { name: ${secret(place)} }\n`;
  return {
    'kubeconfig.yaml': `apiVersion: v1\nkind: Config\nusers: [{ name: a, user: { token: ${secret('kubeconfig')}, client-key-data: ${encoded('key of a kubeconfig')} } }]\n`,
    '.docker/config.json': `{"auths":{"x":{"auth":"${secret('.docker/config.json')}"}}}`,
    'credentials.json': service('credentials.json'),
    'service-account.json': service('service-account.json'),
    'more/.env.yaml': service('.env.yaml'),
    'more/.env.json': service('.env.json'),
    'more/id_rsa.yaml': service('id_rsa.yaml'),
    id_rsa: key(secret('id_rsa')),
    'tls.key': key(secret('file tls.key')),
    'more/.env': `A=${secret('.env beside no Compose file')}\n`,
  };
}
