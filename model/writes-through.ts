import type { Site } from './site.ts';
import type { StateId, Stepper } from './stepper.ts';

/** A write that a client was acknowledged, and the state that it left. */
export type Acknowledged = { readonly late: boolean; readonly to: StateId };

/**
 * Up to so many writes of a client that goes on while its image is demoted, up to the first that is
 * refused. The last is late, where there is such a thing.
 */
export function* writesThrough(
  model: Stepper,
  from: StateId,
  site: Site,
  count: number,
): Generator<Acknowledged> {
  let here = from;
  for (let done = 1; done <= count; done += 1) {
    const late = done === count ? model.lateWrite(here, site) : undefined;
    const to = late ?? accepted(model, here, site);
    if (to === undefined) return;
    yield { late: late !== undefined, to };
    here = to;
  }
}

function accepted(model: Stepper, from: StateId, site: Site): StateId | undefined {
  const answered = model.command(from, `write.${site}`);
  return answered?.outcome === 'ok' ? answered.to : undefined;
}
