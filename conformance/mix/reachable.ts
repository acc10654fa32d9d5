import { commands, inputs } from '../../model/events.ts';
import { type Mode, sites } from '../../model/site.ts';
import type { StateId } from '../../model/stepper.ts';
import type { Variant } from '../../model/variant.ts';
import { type PairState, roleAt } from '../../model/views.ts';
import { type Bound, explore, type Found } from '../../sim/explore.ts';
import { cellName, facetsOf, strikes, type TableName } from './tables.ts';

/** How far the model is explored: every cell that is found within it is found one or more events earlier. */
export const bound: Bound = { events: 9, faults: 1 };

/** The cells of each table that can be met, by name. */
export type Reachable = Readonly<Record<TableName, ReadonlySet<string>>>;

/** Whose cells are looked for. */
export interface Ground {
  readonly mode: Mode;
  readonly variants: readonly Variant[];
  /** A simulated pair is looked at before its daemons can do anything about what was done to it. */
  readonly looksAtOnce: boolean;
}

/** The cells that a pair can meet, as far as the exploration goes. */
export function reachableCells({ mode, variants, looksAtOnce }: Ground): Reachable {
  const cells = {
    commands: new Set<string>(),
    faults: new Set<string>(),
    changes: new Set<string>(),
  };
  const facets = new Map(inputs.map((event) => [event, facetsOf(event, mode)]));
  for (const found of explore(mode, variants, bound)) {
    const view = found.space.view(found.state);
    for (const { event, to } of found.edges) {
      if (!strikes(event, to !== found.state)) continue;
      for (const { table, row, columnIn } of facets.get(event) ?? []) {
        cells[table].add(cellName(row, columnIn(view)));
      }
    }
    for (const [before, after] of changesFrom(found, looksAtOnce)) {
      cells.changes.add(cellName(before, after));
    }
  }
  return cells;
}

/**
 * The roles of a site's image in one look, at a state, and in the next: after a command or a fault, and
 * whatever the daemons do before and after it.
 */
function* changesFrom(
  { space, state, edges }: Found,
  looksAtOnce: boolean,
): Generator<readonly [string, string]> {
  const before = space.view(state);
  const shownAfter = (to: StateId) => (looksAtOnce ? [to] : space.reachable(to));
  for (const { to, within } of edges) {
    if (!within) continue;
    for (const last of shownAfter(to)) yield* changes(before, space.view(last));
  }
  for (const here of space.reachable(state)) {
    const between = space.view(here);
    if (sites.every((site) => roleAt(between, site) === roleAt(before, site))) continue;
    yield* changes(before, between);
    for (const event of commands) {
      const to = space.after(here, event);
      if (to === undefined || to === here) continue;
      for (const last of shownAfter(to)) yield* changes(before, space.view(last));
    }
  }
}

function* changes(before: PairState, after: PairState) {
  for (const site of sites) {
    const pair = [roleAt(before, site), roleAt(after, site)] as const;
    if (pair[0] !== pair[1]) yield pair;
  }
}
