/** An API server, asked what it has and what it thinks of an object. */
import { KubeConfig } from '@kubernetes/client-node';
import type { OutgoingHttpHeaders } from 'node:http';
import { Agent, request } from 'node:https';
import type { RequestOptions } from 'node:https';
import { groupOf } from '../../core/schema/schema.ts';
import type { OpenApiSchema, Published } from '../generate-schema.ts';

/** What the server says to an object that somebody wants to create. */
export interface Answer {
  readonly accepted: boolean;
  /** The server's own sentence; '' for what it accepts. */
  readonly message: string;
}

/** What is sent: the text is YAML or JSON of one object, as it stands in its file. */
export interface Sent {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace: string | undefined;
  readonly text: string;
}

interface Resource {
  readonly name: string;
  readonly kind: string;
  readonly namespaced: boolean;
  readonly verbs: readonly string[];
}

interface Reply {
  readonly code: number;
  readonly body: string;
}

/** One API server; ask it from one place at a time where it makes namespaces. */
export class ApiServer {
  readonly #options: RequestOptions;
  readonly #url: string;
  readonly #known = new Map<string, readonly Resource[]>();
  readonly #namespaces = new Set(['default']);

  private constructor(url: string, options: RequestOptions) {
    this.#url = url;
    this.#options = options;
  }

  /** @param kubeconfig the path of a kubeconfig whose user may do everything */
  static async of(kubeconfig: string): Promise<ApiServer> {
    const config = new KubeConfig();
    config.loadFromFile(kubeconfig);
    const options: RequestOptions = {};
    await config.applyToHTTPSOptions(options);
    const agent = new Agent({ keepAlive: true, ca: options.ca });
    const headers = { ...(options.headers as OutgoingHttpHeaders) };
    return new ApiServer(config.getCurrentCluster()?.server ?? '', { agent, headers });
  }

  /**
   * Asks as `kubectl create --dry-run=server --validate=strict` does: everything but keeping the
   * object. The text goes as it is, so that the server reads the YAML itself. The namespace is made
   * before.
   */
  async tryCreate(sent: Sent): Promise<Answer> {
    const { apiVersion, kind, namespace = 'default' } = sent;
    const resource = (await this.resourcesOf(apiVersion)).find((one) => one.kind === kind);
    if (resource === undefined)
      return { accepted: false, message: `${apiVersion} ${kind} is not served` };
    if (resource.namespaced) await this.#provideNamespace(namespace);
    const within = resource.namespaced ? `namespaces/${encodeURIComponent(namespace)}/` : '';
    const query = 'dryRun=All&fieldValidation=Strict&fieldManager=test';
    const path = `${rootOf(apiVersion)}/${within}${resource.name}?${query}`;
    const { code, body } = await this.send('POST', path, sent.text);
    const status = JSON.parse(body) as { readonly reason?: string; readonly message?: string };
    // A Namespace that was made for the objects in it: by then, all of it has been looked at.
    if (code < 300 || status.reason === 'AlreadyExists') return { accepted: true, message: '' };
    return { accepted: false, message: status.message ?? body };
  }

  /** The kinds that the server has in a version such as `apps/v1`; none where it has no such version. */
  async resourcesOf(apiVersion: string): Promise<readonly Resource[]> {
    const before = this.#known.get(apiVersion);
    if (before !== undefined) return before;
    const { code, body } = await this.send('GET', rootOf(apiVersion));
    const list =
      code === 200 ? (JSON.parse(body) as { resources: readonly Resource[] }) : undefined;
    const resources = (list?.resources ?? []).filter(({ name }) => !name.includes('/'));
    this.#known.set(apiVersion, resources);
    return resources;
  }

  /** Asks again for the kinds of a version when they are wanted next, as those of a CRD come late. */
  forget(apiVersion: string): void {
    this.#known.delete(apiVersion);
  }

  /** Creates an object for good. Fails with the server's answer; that it is there already is fine. */
  async make(path: string, text: string): Promise<void> {
    const { code, body } = await this.send('POST', path, text);
    // 409: it is there already.
    if (code >= 300 && code !== 409) throw new Error(`The server answers ${String(code)}: ${body}`);
  }

  /** The path of a kind's list; undefined for kinds that are not served. */
  async pathOf({
    apiVersion,
    kind,
    namespace = 'default',
  }: Omit<Sent, 'text'>): Promise<string | undefined> {
    const resource = (await this.resourcesOf(apiVersion)).find((one) => one.kind === kind);
    if (resource === undefined) return undefined;
    const within = resource.namespaced ? `namespaces/${encodeURIComponent(namespace)}/` : '';
    return `${rootOf(apiVersion)}/${within}${resource.name}`;
  }

  /** What it publishes of its own kinds; those of CRDs are none. */
  async published(minor: number): Promise<Published> {
    const { paths } = await this.#read<{
      readonly paths: Readonly<Record<string, { readonly serverRelativeURL: string }>>;
    }>('/openapi/v3');
    const custom = await this.#customGroups();
    const kinds = new Map<string, readonly string[]>();
    const schemas: Record<string, OpenApiSchema> = {};
    for (const [path, { serverRelativeURL }] of Object.entries(paths)) {
      const apiVersion = /^apis?\/((?:[^/]+\/)?v\d\w*)$/.exec(path)?.[1];
      if (apiVersion === undefined || custom.has(groupOf(apiVersion))) continue;
      const document = await this.#read<{
        readonly components?: { readonly schemas?: Readonly<Record<string, OpenApiSchema>> };
      }>(serverRelativeURL);
      Object.assign(schemas, document.components?.schemas);
      const created = (await this.resourcesOf(apiVersion)).filter(
        // Of ComponentStatus one can be read, and nobody creates one.
        ({ verbs, kind }) => verbs.includes('create') || kind === 'ComponentStatus',
      );
      kinds.set(apiVersion, [...new Set(created.map(({ kind }) => kind))]);
    }
    return { minor, kinds, schemas };
  }

  async #customGroups(): Promise<ReadonlySet<string>> {
    const { items } = await this.#read<{
      readonly items: readonly { readonly spec: { readonly group: string } }[];
    }>('/apis/apiextensions.k8s.io/v1/customresourcedefinitions');
    return new Set(items.map(({ spec }) => spec.group));
  }

  /** Its own version, such as `1.37.2`. */
  async release(): Promise<string> {
    const { gitVersion } = await this.#read<{ readonly gitVersion: string }>('/version');
    return gitVersion.replace(/^v/, '');
  }

  async #read<Value>(path: string): Promise<Value> {
    const { code, body } = await this.send('GET', path);
    if (code !== 200) throw new Error(`The server answers ${String(code)} to ${path}.`);
    return JSON.parse(body) as Value;
  }

  async #provideNamespace(name: string): Promise<void> {
    // A name that is no name is refused with the object, too.
    if (this.#namespaces.has(name) || !/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(name)) return;
    const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name } };
    await this.make('/api/v1/namespaces', JSON.stringify(namespace));
    this.#namespaces.add(name);
  }

  async send(
    method: string,
    path: string,
    body?: string,
    type = 'application/yaml',
  ): Promise<Reply> {
    return await new Promise((resolve, reject) => {
      const headers = {
        ...(this.#options.headers as OutgoingHttpHeaders),
        ...(body !== undefined && { 'content-type': type }),
      };
      const { agent } = this.#options;
      const asked = request(`${this.#url}${path}`, { method, agent, headers }, (answer) => {
        let text = '';
        answer.setEncoding('utf8');
        answer.on('data', (part: string) => (text += part));
        answer.on('end', () => {
          resolve({ code: answer.statusCode ?? 0, body: text });
        });
      });
      asked.on('error', reject);
      asked.end(body);
    });
  }
}

function rootOf(apiVersion: string): string {
  return apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
}
