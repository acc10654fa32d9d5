import { peerCopy } from '../../model/context.ts';
import { type Internal, siteOf } from '../../model/events.ts';
import { only } from '../../model/history.ts';
import { isClone } from '../../model/shape.ts';
import type { Site } from '../../model/site.ts';
import type { StateId, Stepper } from '../../model/stepper.ts';
import type { PairState } from '../../model/views.ts';
import type { Parent } from './making.ts';

/*
 * A clone and its parent are two images here, each with a model of its own. That of the clone knows a parent of clones
 * besides (model/regions/parent.ts), which is made to go along with the image that is its parent.
 */

/** What the model lets mirror daemons do about the parent of a clone. */
const ofParent: RegExp = /^(begin|copy)-parent\./;

/** Whether a copy of the parent at a site has what the clone is made of. */
function hasSnapshot({ image, event }: Parent, site: Site): boolean {
  const { history, whole } = image.state.context[site];
  return whole === 1 && (history & only(event)) !== 0;
}

/**
 * Whether what a site is to copy was flattened: then it needs no parent, as the model thinks that its older snapshots do,
 * for only what has no such snapshots, or the feature deep-flatten, is flattened here (see flatten in clones.ts).
 */
function isFlattened({ context }: PairState, site: Site): boolean {
  const { history } = peerCopy(context, site);
  return (history & context.edits.clone) !== 0 && !isClone(context.edits, history);
}

/** The model of a clone: its parent comes to a site when the image that this is has come there. */
export function boundTo(parent: Parent, model: Stepper): Stepper {
  const may = (state: StateId, event: Internal) =>
    !ofParent.test(event) ||
    hasSnapshot(parent, siteOf(event)) ||
    isFlattened(model.view(state), siteOf(event));
  return {
    initial: model.initial,
    view: (state) => model.view(state),
    command: (state, command) => model.command(state, command),
    interruptions: (state, command) => model.interruptions(state, command),
    lateWrite: (state, site) => model.lateWrite(state, site),
    fault: (state, fault) => model.fault(state, fault),
    internals: (state) => model.internals(state).filter(({ event }) => may(state, event)),
    isSettled: (state) => model.isSettled(state),
    reachable: (state) => model.reachable(state),
    settled: (state) => model.settled(state),
  };
}
