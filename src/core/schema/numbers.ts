/** Numbers as the API server reads them from YAML. */

const INTEGER = /^[-+]?(?:0b[01_]+|0o?[0-7_]+|0x[\da-fA-F_]+|0|[1-9][\d_]*)$/;

/** The value of a bare scalar that YAML 1.1 takes for a number, such as `0644`, which is 420. */
export function yamlNumber(text: string): number {
  const bare = text.replaceAll('_', '');
  if (!INTEGER.test(text)) return Number(bare.replace(/^([-+]?)\.inf$/i, '$1Infinity'));
  const negative = bare.startsWith('-');
  const digits = bare.replace(/^[-+]/, '');
  const octal = /^0[0-7]+$/.test(digits);
  const value = Number(octal ? `0o${digits.slice(1)}` : digits);
  return negative ? -value : value;
}

const QUANTITY = /^([+-]?)(\d+(?:\.\d*)?|\.\d+)(m|[kMGTPE]i?|Ki|n|u|[eE][+-]?\d+)?$/;

const FACTORS: Readonly<Record<string, number>> = {
  ...{ n: 1e-9, u: 1e-6, m: 1e-3, k: 1e3, M: 1e6, G: 1e9, T: 1e12, P: 1e15, E: 1e18 },
  ...{ Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30, Ti: 2 ** 40, Pi: 2 ** 50, Ei: 2 ** 60 },
};

/** What a quantity such as `256Mi` or `100m` comes to; undefined where it is none. */
export function quantityOf(text: string): number | undefined {
  const match = QUANTITY.exec(text);
  if (match === null) return undefined;
  const [, sign, digits = '', suffix = ''] = match;
  // `ki` is no suffix of Kubernetes, though `Ki` is.
  if (suffix === 'ki') return undefined;
  const factor = /^[eE][+-]?\d/.test(suffix) ? Number(`1${suffix}`) : (FACTORS[suffix] ?? 1);
  return (sign === '-' ? -1 : 1) * Number(digits) * factor;
}
