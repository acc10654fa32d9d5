import { type Command, type Internal, isCommand, siteOf } from '../../model/events.ts';
import type { Site } from '../../model/site.ts';
import type { StateId, Stepper } from '../../model/stepper.ts';
import { writesThrough } from '../../model/writes-through.ts';
import { requestOf } from '../../scenarios/events.ts';
import { OutputError } from '../output/error.ts';
import type { RunRecord, StepRecord } from '../record.ts';
import { inputOf } from './input.ts';
import type { Leg } from './leg.ts';

/**
 * The way that a run of a simulated pair took: its daemons' steps are in the record, so that the model
 * goes the same way once more. @throws OutputError where it cannot: another version's record.
 */
export function* walk(model: Stepper, { seed, steps }: RunRecord): Generator<Leg> {
  let here = model.initial;
  const after = (internal: Internal): StateId => {
    const edge = model.internals(here).find(({ event }) => event === internal);
    if (edge === undefined) throw otherVersion(seed, internal);
    return edge.to;
  };
  for (const [step, record] of steps.entries()) {
    for (const event of record.daemons) {
      const to = after(event);
      yield { step, event, from: here, to };
      here = to;
    }
    const request = requestOf(record.step);
    const to = request.kind === 'let' ? after(request.internal) : afterInput(model, here, record);
    if (to === undefined) throw otherVersion(seed, record.step.do);
    yield { step, from: here, to };
    here = to;
  }
}

/** Where a command or a fault led, if a step is one; undefined where the model does not follow it. */
function afterInput(model: Stepper, from: StateId, record: StepRecord): StateId | undefined {
  const event = inputOf(record);
  if (event === undefined) return from;
  return isCommand(event) ? afterCommand(model, from, event, record) : model.fault(from, event);
}
/** Where a command led that was done, interrupted, or written through. */
function afterCommand(
  model: Stepper,
  from: StateId,
  command: Command,
  { step, answer, reach, writes }: StepRecord,
): StateId | undefined {
  if (answer === 'INTERRUPTED') {
    return model.interruptions(from, command)?.find((way) => way.reach === reach)?.to;
  }
  const through = step.do === 'demote' && writes !== undefined ? writes.length : 0;
  const written = through === 0 ? from : writtenThrough(model, from, siteOf(command), through);
  return written === undefined ? undefined : model.command(written, command)?.to;
}

/** Where so many writes led that a demotion met; undefined where they are not all accepted. */
function writtenThrough(model: Stepper, from: StateId, site: Site, count: number) {
  return [...writesThrough(model, from, site, count)][count - 1]?.to;
}

const otherVersion = (seed: string, event: string) =>
  new OutputError(
    `${seed}: ${event} is not possible here in the model of this version; run the campaign again`,
  );
