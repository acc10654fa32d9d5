/** What leads on from a node of a graph: by twos, a label and a node. */
export type Leads = (node: number) => ArrayLike<number>;

type Frame = { readonly node: number; readonly leads: ArrayLike<number>; at: number };

/**
 * The strongly connected components of a graph that have a cycle, of nodes below `size` that can be reached from
 * `roots` (Tarjan's algorithm, without recursion). Edges to a node below 0 lead nowhere.
 */
export function* cyclicComponents(
  size: number,
  roots: Iterable<number>,
  leads: Leads,
): Generator<readonly number[]> {
  const index = new Int32Array(size);
  const low = new Int32Array(size);
  const isOpen = new Uint8Array(size);
  const open: number[] = [];
  const frames: Frame[] = [];
  let met = 0;
  const enter = (node: number) => {
    met += 1;
    index[node] = met;
    low[node] = met;
    isOpen[node] = 1;
    open.push(node);
    frames.push({ node, leads: leads(node), at: 0 });
  };
  const lower = (node: number, to: number) => {
    if (to < (low[node] ?? 0)) low[node] = to;
  };
  for (const root of roots) {
    if (index[root] === 0) enter(root);
    for (let frame = frames.at(-1); frame !== undefined; frame = frames.at(-1)) {
      const { node, leads } = frame;
      if (frame.at < leads.length) {
        const to = leads[frame.at + 1] ?? -1;
        frame.at += 2;
        if (to >= 0 && index[to] === 0) enter(to);
        else if (to >= 0 && isOpen[to] === 1) lower(node, index[to] ?? 0);
        continue;
      }
      frames.pop();
      const above = frames.at(-1);
      if (above !== undefined) lower(above.node, low[node] ?? 0);
      if (low[node] !== index[node]) continue;
      const component = open.splice(open.lastIndexOf(node));
      for (const one of component) isOpen[one] = 0;
      if (component.length > 1 || has(leads, node)) yield component;
    }
  }
}

/** Whether some edge leads to a node. */
function has(leads: ArrayLike<number>, node: number): boolean {
  for (let at = 0; at < leads.length; at += 2) if (leads[at + 1] === node) return true;
  return false;
}
