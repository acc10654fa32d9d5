import { isMap, isNode, isScalar, isSeq } from 'yaml';

/**
 * The offset of what a path leads to in a YAML text: the value, or, with `key`, that field's name
 * in the mapping there. Where something is missing, what should have held it is pointed at.
 */
export type Locate = (path: readonly PropertyKey[], key?: string) => number;

const pairOf = (node: unknown, name: PropertyKey) =>
  isMap(node)
    ? node.items.find(({ key }) => isScalar(key) && String(key.value) === name)
    : undefined;

function childOf(node: unknown, part: PropertyKey): unknown {
  if (isSeq(node) && typeof part === 'number') return node.items[part];
  return pairOf(node, part)?.value;
}

const startOf = (node: unknown): number | undefined => (isNode(node) ? node.range?.[0] : undefined);

/** Finds offsets in the YAML text whose outermost node is `root`. */
export function locatorIn(root: unknown): Locate {
  return (path, key) => {
    let node = root;
    let at = startOf(root) ?? 0;
    for (const part of path) {
      at = startOf(childOf(node, part)) ?? startOf(pairOf(node, part)?.key) ?? at;
      node = childOf(node, part);
    }
    return key === undefined ? at : (startOf(pairOf(node, key)?.key) ?? at);
  };
}
