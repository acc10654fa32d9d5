import type { PairContext } from '../model/context.ts';
import type { PairState } from '../model/views.ts';
import type { Scene } from './kernel/guard.ts';
import type { Region } from './kernel/regions.ts';

/** How a scene of the pair's kernel reads as a state: every region by its path. */
export function viewer(regions: readonly Region[]): (scene: Scene<PairContext>) => PairState {
  return ({ leaves, context }) => {
    const state: Record<string, unknown> = { context };
    regions.forEach((region, index) => {
      const [first = '', second] = region.path;
      const leaf = region.leaves[leaves[index] ?? -1]?.key;
      if (second === undefined) state[first] = leaf;
      else state[first] = { ...Object(state[first]), [second]: leaf };
    });
    return state as PairState;
  };
}
