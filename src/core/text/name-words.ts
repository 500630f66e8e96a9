/**
 * The words of an identifier in lower case: split at everything that is no letter or digit and
 * between the parts of camelCase; digits at the end of a word are dropped (`DB_HOST2`).
 */
export function nameWords(name: string): readonly string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .map((word) => word.replace(/\d+$/, ''))
    .filter((word) => word !== '');
}

/** Prefixes and suffixes are common: `redis`, `shop-redis`, `redis-master`, `db-deployment`. */
export function isSameName(a: string, b: string): boolean {
  const [one, other] = [plainName(a), plainName(b)];
  return (
    one === other ||
    other.endsWith(`-${one}`) ||
    other.startsWith(`${one}-`) ||
    one.endsWith(`-${other}`) ||
    one.startsWith(`${other}-`) ||
    one.replaceAll('-', '') === other.replaceAll('-', '')
  );
}

/** Without what makes no difference between two spellings of one name. */
export const plainName = (name: string): string => name.toLowerCase().replace(/[_.]/g, '-');

/** What stands at an end of a name: `shop`, `shop-cart`, `cart-db` and `db` of `shop-cart-db`. */
export function endsOf(name: string): readonly string[] {
  const words = plainName(name).split('-');
  return words
    .slice(1)
    .flatMap((_, i) => [words.slice(0, i + 1).join('-'), words.slice(i + 1).join('-')]);
}
