/** Marks of a file that shows the shape only, or is encrypted. */
const HARMLESS_WORDS: ReadonlySet<string> = new Set(
  'example examples sample samples template templates tmpl tpl dist default defaults skeleton dummy mock fake placeholder schema enc encrypted sops age gpg pub'.split(
    ' ',
  ),
);

/** `.env.<stage>` files that projects keep in version control with values for the developer. */
const SHARED_STAGES: ReadonlySet<string> = new Set(['development', 'dev', 'test', 'ci', 'vault']);

const NAMED_FILES: Readonly<Record<string, string>> = {
  '.netrc': 'login file',
  _netrc: 'login file',
  '.git-credentials': 'credentials',
  '.pgpass': 'password file',
  '.pypirc': 'credentials',
  'application_default_credentials.json': 'credentials',
  '.vault-token': 'token file',
  '.dockercfg': 'registry credentials',
  '.dockerconfigjson': 'registry credentials',
  '.envrc': 'environment file',
  'secrets.env': 'environment file',
  'secring.gpg': 'private key',
};

/** Files that only their folder makes recognisable. */
const FOLDER_FILES: readonly (readonly [ending: string, kind: string])[] = [
  ['.kube/config', 'kubeconfig'],
  ['.docker/config.json', 'registry credentials'],
];

const PATTERNS: readonly (readonly [pattern: RegExp, kind: string])[] = [
  [/^id_(rsa|dsa|ecdsa|ed25519)|_(rsa|dsa|ecdsa|ed25519)$/, 'private key'],
  [/\.ppk$/, 'private key'],
  [/\.(p12|pfx|jks|bks|keystore)$/, 'key store'],
  [/\.keytab$/, 'key store'],
  [/\.kdbx$/, 'password file'],
  [/^kubeconfig([-_.][\w-]+)?(\.(ya?ml|json|conf))?$|\.kubeconfig$/, 'kubeconfig'],
  [/\.tfvars(\.json)?$/, 'Terraform variables'],
  [/\.tfstate(\.backup)?$/, 'Terraform state'],
  // No YAML: in a repository of manifests, `credentials.yaml` holds a Secret.
  [/^credentials([-_.][\w-]+)?(\.(json|ini|csv|properties|xml|txt|toml|cfg))?$/, 'credentials'],
  [/^client_secret[\w.-]*\.json$/, 'credentials'],
  [/^(gcp-|google-)?service[-_]?account([-_]?key)?\.json$/, 'credentials'],
];

/** Endings of source and text files, which talk about credentials but hold none. */
const SOURCE_FILE =
  /\.(go|py|tsx?|jsx?|mjs|rb|java|kt|cs|rs|php|md|html|c|h|cpp|ex|exs|scala|sh|tf)$/;

/**
 * The kind of secret that a file of this name usually holds (`private key`, `kubeconfig`...), or
 * undefined. Only the name is looked at; a wildcard at its end, as in `COPY .env*`, is ignored.
 */
export function sensitiveFile(path: string): string | undefined {
  const normal = path.replace(/\\/g, '/').toLowerCase();
  const base = normal.slice(normal.lastIndexOf('/') + 1).replace(/(?<=.)\*$/, '');
  const words = base.split(/[^a-z0-9]+/).filter((word) => word !== '');
  if (Object.hasOwn(NAMED_FILES, base)) return NAMED_FILES[base];
  if (words.some((word) => HARMLESS_WORDS.has(word)) || SOURCE_FILE.test(base)) return undefined;
  const inFolder = FOLDER_FILES.find(([ending]) => `/${normal}`.endsWith(`/${ending}`));
  if (inFolder) return inFolder[1];
  if (isEnvironmentFile(base)) return 'environment file';
  if (isPrivateKey(base, words)) return 'private key';
  if (base.includes('trust')) return undefined;
  return PATTERNS.find(([pattern]) => pattern.test(base))?.[1];
}

function isEnvironmentFile(base: string): boolean {
  if (base === '.env') return true;
  if (!base.startsWith('.env.')) return false;
  return !base
    .slice('.env.'.length)
    .split('.')
    .some((word) => SHARED_STAGES.has(word));
}

/** `.pem` and `.key` files, unless the name speaks of a certificate or of a public signing key. */
function isPrivateKey(base: string, words: readonly string[]): boolean {
  const [, stem, extension] = /^(.*)\.(pem|key)$/.exec(base) ?? [];
  if (stem === undefined || /pub(lic)?/.test(stem)) return false;
  if (
    words.some((word) =>
      ['signing', 'apt', 'repo', 'release', 'archive', 'keyring', 'pgp'].includes(word),
    )
  ) {
    return false;
  }
  if (extension === 'key' || /key|priv/.test(stem)) return true;
  return !/cert|root|bundle|chain|trust|dhparam|\bca\b|[-_]ca$|^ca[-_]|crl|csr|\.crt$/.test(stem);
}
