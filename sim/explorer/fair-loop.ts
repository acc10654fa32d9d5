import type { Leads } from './components.ts';

/** An edge of a graph: its label, and where it leads. */
export interface Edge {
  readonly label: number;
  readonly to: number;
}

/**
 * A way round in a strongly connected component, from a node of it, that one can go for ever and be fair: each
 * label is on it, or is not possible in some node of it. Undefined where there is none, as some label is
 * possible in every node of the component, and leads out of it from each.
 *
 * This is weak fairness: what remains possible happens sooner or later.
 */
export function fairLoop(
  component: readonly number[],
  from: number,
  leads: Leads,
): readonly Edge[] | undefined {
  const within = new Set(component);
  const owed = owedBy(component, within, leads);
  if (owed === undefined) return undefined;
  const loop: Edge[] = [];
  let here = from;
  const go = (isDone: (edge: Edge) => boolean) => {
    const way = shortestWay(here, within, leads, isDone);
    loop.push(...way);
    here = way.at(-1)?.to ?? here;
  };
  for (const { label, kept } of owed) {
    const isMet = loop.some((edge) => edge.label === label || kept.has(edge.to)) || kept.has(from);
    if (!isMet) go((edge) => edge.label === label || kept.has(edge.to));
  }
  if (loop.length === 0 || here !== from) go(({ to }) => to === from);
  return loop;
}

/** What a fair loop owes to a label: to take it, or to come to a node where it is not possible. */
type Owed = { readonly label: number; readonly kept: ReadonlySet<number> };

/** What is owed to each label; undefined where there is one that cannot be paid what it is owed. */
function owedBy(
  component: readonly number[],
  within: ReadonlySet<number>,
  leads: Leads,
): Owed[] | undefined {
  const possible = new Map<number, Set<number>>();
  const inside = new Set<number>();
  for (const node of component) {
    for (const { label, to } of edgesOf(node, leads)) {
      possible.set(label, (possible.get(label) ?? new Set()).add(node));
      if (within.has(to)) inside.add(label);
    }
  }
  const owed = [...possible].map(([label, nodes]) => {
    return { label, kept: new Set(component.filter((node) => !nodes.has(node))) };
  });
  return owed.every(({ label, kept }) => kept.size > 0 || inside.has(label)) ? owed : undefined;
}

/** A shortest way within a component, of one edge at least, whose last edge is one that was looked for. */
function shortestWay(
  from: number,
  within: ReadonlySet<number>,
  leads: Leads,
  isDone: (edge: Edge) => boolean,
): readonly Edge[] {
  const ways = new Map<number, readonly Edge[]>([[from, []]]);
  for (const [node, way] of ways) {
    for (const edge of edgesOf(node, leads)) {
      if (!within.has(edge.to)) continue;
      if (isDone(edge)) return [...way, edge];
      if (!ways.has(edge.to)) ways.set(edge.to, [...way, edge]);
    }
  }
  throw new RangeError('what is looked for is not in the component');
}

function edgesOf(node: number, leads: Leads): Edge[] {
  const all = leads(node);
  return Array.from({ length: all.length / 2 }, (_, index) => ({
    label: all[index * 2] ?? 0,
    to: all[index * 2 + 1] ?? -1,
  }));
}
