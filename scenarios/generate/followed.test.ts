import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Command, commandNames, siteOf } from '../../model/events.ts';
import { pairMachine } from '../../model/pair.ts';
import { modes } from '../../model/site.ts';
import type { StateId } from '../../model/stepper.ts';
import { Space } from '../../sim/space.ts';
import { interruptOf, requestOf, stepOf } from '../events.ts';
import { type Step, writingMax } from '../step.ts';
import { followed } from './followed.ts';
import { Scenarios } from './scenarios.ts';

/** Commands at random: most of them make no sense, and some meet a bound of the model. */
const commands = fc.array(
  fc.constantFrom(...commandNames.flatMap((name) => [stepOf(`${name}.a`), stepOf(`${name}.b`)])),
  { maxLength: 40 },
);

describe.each(modes)('what is left of a scenario in %s mode', (mode) => {
  const model = new Space(pairMachine(mode));
  const scenarios = fc.tuple(new Scenarios(model, mode), commands).map((both) => both.flat());

  it('is followed however far the daemons are at each step', () => {
    fc.assert(
      fc.property(scenarios, fc.infiniteStream(fc.nat()), (steps, draws) => {
        expect(unfollowed(followed(steps, model), draws)).toBeUndefined();
      }),
    );
  });

  it('is all of it once nothing is left to leave out, and nothing but commands is left out', () => {
    fc.assert(
      fc.property(scenarios, (steps) => {
        const left = followed(steps, model);
        expect(followed(left, model)).toEqual(left);
        const gone = steps.filter((step) => !left.includes(step));
        expect(gone.filter((step) => requestOf(step).kind !== 'commands')).toEqual([]);
      }),
    );
  });

  it('is all that generation makes', () => {
    fc.assert(
      fc.property(new Scenarios(model, mode), (steps) => {
        expect(followed(steps, model)).toEqual(steps);
      }),
    );
  });

  it('has few commands of which nobody can tell what they did, for what is possible multiplies', () => {
    const space = new Space(pairMachine(mode));
    const again: Step[] = [
      { do: 'demote', site: 'a', writing: true },
      { do: 'promote', site: 'a', force: false, interrupt: true },
      { do: 'promote', site: 'a', force: false },
    ];
    const rounds = Array.from({ length: 4 }, () => again).flat();
    const begun: Step[] = [
      { do: 'create', site: 'a' },
      { do: 'enable', site: 'a' },
    ];
    const left = followed([...begun, ...rounds], space);
    expect(left).toContain(again[0]);
    expect(left).not.toEqual([...begun, ...rounds]);
    expect(space.size).toBeLessThan(10_000);
  });

  /** The first step that is not followed on a way that the draws choose. */
  function unfollowed(steps: readonly Step[], draws: Iterator<number>): Step | undefined {
    const any = (states: readonly StateId[]): StateId | undefined =>
      states[(draws.next().value ?? 0) % states.length];
    let state: StateId | undefined = model.initial;
    for (const step of steps) {
      for (const ways of waysOf(step)) state = state === undefined ? state : any(ways(state));
      if (state === undefined) return step;
      state = any(model.reachable(state));
    }
    return undefined;
  }

  /** Where a step can lead, one event after the other; nowhere where it is not followed. */
  function waysOf(step: Step): ((state: StateId) => readonly StateId[])[] {
    const request = requestOf(step);
    if (request.kind === 'settle') return [(state) => model.settled(state)];
    if (request.kind === 'fault') return [(state) => [model.fault(state, request.fault)]];
    if (request.kind === 'let') return [];
    const wayOf = (command: Command) => (state: StateId) => {
      if (interruptOf(step) !== undefined) {
        return (model.interruptions(state, command) ?? []).map(({ to }) => to);
      }
      return [model.command(state, command)?.to ?? []].flat();
    };
    const perhaps = (command: Command) => (state: StateId) => [state, ...wayOf(command)(state)];
    const through = step.do === 'demote' && step.writing !== undefined ? writingMax : 0;
    const writes = request.commands.flatMap((command) =>
      Array.from({ length: through }, () => perhaps(`write.${siteOf(command)}`)),
    );
    return [...writes, ...request.commands.map(wayOf)];
  }
});
