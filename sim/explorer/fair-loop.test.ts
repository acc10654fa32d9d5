import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cyclicComponents, type Leads } from './components.ts';
import { fairLoop } from './fair-loop.ts';

/** A small graph: by node, where each label leads from there; -1 leads nowhere that is known. */
type Graph = readonly Readonly<Record<number, number>>[];

const size = 5;
const labels = [0, 1, 2];
const graphs: fc.Arbitrary<Graph> = fc.array(
  fc.dictionary(fc.constantFrom('0', '1', '2'), fc.integer({ min: -1, max: size - 1 })),
  { minLength: size, maxLength: size },
);

const leadsIn =
  (graph: Graph): Leads =>
  (node) =>
    Object.entries(graph[node] ?? {}).flatMap(([label, to]) => [Number(label), to]);

const nodes = [...Array(size).keys()];
const cyclicIn = (graph: Graph) => [...cyclicComponents(size, nodes, leadsIn(graph))];

/** The nodes that can be reached from one by an edge or more, not leaving some. */
function reachedFrom(graph: Graph, node: number, within: ReadonlySet<number>): Set<number> {
  const reached = new Set<number>();
  const todo = [node];
  for (const here of todo) {
    for (const to of Object.values(graph[here] ?? {})) {
      if (!within.has(to) || reached.has(to)) continue;
      reached.add(to);
      todo.push(to);
    }
  }
  return reached;
}

/**
 * Whether one can go on for ever in just these nodes and be fair, by what that means: from each to each, and
 * every label is possible in not all of them, or taken among them.
 */
function isFairIn(graph: Graph, within: ReadonlySet<number>): boolean {
  const connected = [...within].every((node) =>
    [...within].every((other) => reachedFrom(graph, node, within).has(other)),
  );
  const fair = labels.every((label) => {
    const leads = [...within].map((node) => graph[node]?.[label]);
    return leads.some((to) => to === undefined || within.has(to));
  });
  return connected && fair;
}

/** Every set of nodes there is. */
const subsets = [...Array(2 ** size).keys()]
  .slice(1)
  .map((bits) => new Set(nodes.filter((node) => (bits >> node) & 1)));

describe('the components that have a cycle', () => {
  it('are the largest sets of nodes of which each can be reached from each', () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        const all = new Set(nodes);
        const cyclic = nodes.filter((node) => reachedFrom(graph, node, all).has(node));
        const components = cyclic.map((node) => {
          const reached = [...reachedFrom(graph, node, all)];
          return reached.filter((other) => reachedFrom(graph, other, all).has(node)).sort();
        });
        const expected = new Set(components.map((component) => component.join()));
        const found = cyclicIn(graph).map((component) => [...component].sort().join());
        expect(new Set(found)).toEqual(expected);
        expect(found.length).toBe(expected.size);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('a fair loop', () => {
  it('is found where, and only where, one can go on for ever and be fair', () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        const leads = leadsIn(graph);
        const found = cyclicIn(graph).some((component) =>
          component.every((node) => fairLoop(component, node, leads) !== undefined),
        );
        expect(found).toBe(subsets.some((nodes) => isFairIn(graph, nodes)));
      }),
      { numRuns: 2_000 },
    );
  });

  it('leads round, edge by edge, and owes nothing to any label', () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        for (const component of cyclicIn(graph)) {
          for (const from of component) {
            const loop = fairLoop(component, from, leadsIn(graph));
            if (loop === undefined) continue;
            let here = from;
            for (const { label, to } of loop) {
              expect(graph[here]?.[label]).toBe(to);
              here = to;
            }
            expect(here).toBe(from);
            expect(loop.length).toBeGreaterThan(0);
            const unpaid = labels.filter((label) => {
              const taken = loop.some((edge) => edge.label === label);
              return !taken && loop.every(({ to }) => graph[to]?.[label] !== undefined);
            });
            expect(unpaid).toEqual([]);
          }
        }
      }),
      { numRuns: 2_000 },
    );
  });
});
