/** What the pairs of a map come to: keys that stand twice, merge keys, aliases. */
import type { YamlContent, YamlMap, YamlNode, YamlPair } from './tree.ts';

/** In quotes it is a key like any other. */
const isMerge = ({ key }: YamlPair): boolean => key.value === '<<' && key.style === 'plain';

/** What a node stands for, an alias followed; undefined where it leads nowhere. */
export function contentOf(node: YamlNode | undefined): YamlContent | undefined {
  return node?.type === 'alias' ? node.target : node;
}

/** The pairs of a map that count, in file order: the first of each key, then what is merged in. */
export function pairsOf(map: YamlMap): readonly YamlPair[] {
  if (map.pairs.length <= FEW_KEYS) return readPairs(map);
  const known = LARGE.get(map) ?? readPairs(map);
  LARGE.set(map, known);
  return known;
}

/** Of large maps, which are asked for by each reference to them. */
const LARGE = new WeakMap<YamlMap, readonly YamlPair[]>();

function readPairs(map: YamlMap): readonly YamlPair[] {
  if (isPlain(map)) return map.pairs;
  const seen = new Set<string>();
  return allPairs(map).filter(({ key }) => seen.size < seen.add(key.value).size);
}

/** Whether no key of a map stands twice, and nothing is merged into it. */
function isPlain({ pairs }: YamlMap): boolean {
  if (pairs.some(isMerge)) return false;
  if (pairs.length > FEW_KEYS)
    return new Set(pairs.map(({ key }) => key.value)).size === pairs.length;
  for (let i = 1; i < pairs.length; i++)
    for (let j = 0; j < i; j++) if (pairs[i]?.key.value === pairs[j]?.key.value) return false;
  return true;
}

/** Maps with more keys than this are looked up by an index. */
const FEW_KEYS = 16;

const INDEXES = new WeakMap<YamlMap, ReadonlyMap<string, YamlPair>>();

/** The first of a map's own pairs with a key, else the first that is merged into it. */
export function findPair(map: YamlMap, key: string): YamlPair | undefined {
  if (map.pairs.length > FEW_KEYS) return indexOf(map).get(key);
  let merges = false;
  for (const pair of map.pairs) {
    if (pair.key.value === key) return pair;
    merges ||= isMerge(pair);
  }
  return merges ? allPairs(map).find((pair) => pair.key.value === key) : undefined;
}

function indexOf(map: YamlMap): ReadonlyMap<string, YamlPair> {
  const known = INDEXES.get(map);
  if (known !== undefined) return known;
  const index = new Map<string, YamlPair>();
  for (const pair of [...map.pairs, ...allPairs(map)]) {
    if (!index.has(pair.key.value)) index.set(pair.key.value, pair);
  }
  INDEXES.set(map, index);
  return index;
}

/** A map's own pairs and then those merged into it; each map is read once. */
function allPairs(map: YamlMap, seen = new Set<YamlMap>()): readonly YamlPair[] {
  if (seen.has(map)) return [];
  seen.add(map);
  if (!map.pairs.some(isMerge)) return map.pairs;
  const merged = map.pairs
    .filter(isMerge)
    .flatMap(({ value }) => (value.type === 'sequence' ? value.items : [value]))
    .map(contentOf)
    .flatMap((node) => (node?.type === 'map' ? allPairs(node, seen) : []));
  return [...map.pairs.filter((pair) => !isMerge(pair)), ...merged];
}
