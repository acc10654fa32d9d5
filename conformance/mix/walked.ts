import { type Command, type Internal, isCommand, siteOf } from '../../model/events.ts';
import type { Site } from '../../model/site.ts';
import type { StateId, Stepper } from '../../model/stepper.ts';
import { writesThrough } from '../../model/writes-through.ts';
import { requestOf } from '../../scenarios/events.ts';
import { OutputError } from '../output/error.ts';
import type { RunRecord, StepRecord } from '../record.ts';
import { inputOf, type Moment } from './moment.ts';
import { strikes } from './tables.ts';

/**
 * What a run of a simulated pair met: its daemons' steps are in the record, so that the model goes the
 * same way once more. @throws OutputError where it cannot: another version's record.
 */
export function walked(model: Stepper, { seed, steps }: RunRecord): Moment[] {
  const moments: Moment[] = [];
  let here = model.initial;
  const take = (internal: Internal) => {
    const edge = model.internals(here).find(({ event }) => event === internal);
    if (edge === undefined) throw otherVersion(seed, internal);
    here = edge.to;
  };
  for (const [index, record] of steps.entries()) {
    for (const internal of record.daemons) take(internal);
    const request = requestOf(record.step);
    if (request.kind === 'let') take(request.internal);
    const event = inputOf(record);
    if (event === undefined) continue;
    const to = isCommand(event)
      ? afterCommand(model, here, event, record)
      : model.fault(here, event);
    if (to === undefined) throw otherVersion(seed, event);
    const moment = { step: index, event, answer: record.answer, states: [model.view(here)] };
    if (strikes(event, to !== here)) moments.push(moment);
    here = to;
  }
  return moments;
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
