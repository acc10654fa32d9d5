/** How grave it is to break a promise: by its place among all, of which those about data stand first; 0 is the gravest. */
export function gravityAmong(codes: readonly string[]): (code: string) => number {
  const places = new Map(codes.map((code, place) => [code, place]));
  return (code) => places.get(code) ?? codes.length;
}
