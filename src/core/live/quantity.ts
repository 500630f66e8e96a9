/** Quantities of Kubernetes, where `1000m` and `1` are the same. */

const FACTORS: Readonly<Record<string, number>> = {
  ...{ n: 1e-9, u: 1e-6, m: 1e-3, '': 1, k: 1e3, M: 1e6, G: 1e9, T: 1e12, P: 1e15, E: 1e18 },
  ...{ Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30, Ti: 2 ** 40, Pi: 2 ** 50, Ei: 2 ** 60 },
};

/** Whether two texts are quantities of the same size. */
export function isSameQuantity(a: string, b: string): boolean {
  const [first, second] = [sizeOf(a), sizeOf(b)];
  if (first === undefined || second === undefined) return false;
  // Parts such as 0.1 have no exact form.
  return Math.abs(first - second) <= Math.abs(first) * 1e-12;
}

function sizeOf(text: string): number | undefined {
  const [, number = '', unit = ''] =
    /^([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)([A-Za-z]*)$/.exec(text) ?? [];
  const factor = FACTORS[unit];
  return number === '' || factor === undefined ? undefined : Number(number) * factor;
}
