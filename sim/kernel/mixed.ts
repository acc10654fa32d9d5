/** Mixes two numbers into one (the constants and the final rounds of MurmurHash3, a public-domain design). */
export function mixed(first: number, second: number): number {
  let hash = Math.imul(first, 0xcc9e2d51) ^ Math.imul(second, 0x1b873593);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return hash ^ (hash >>> 13);
}
