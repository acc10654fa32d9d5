import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pairMachine } from '../../model/pair.ts';
import { Space } from '../../sim/space.ts';
import { isOfImage, isOfLab } from '../events.ts';
import type { Step } from '../step.ts';
import { alongWith } from './convoy.ts';
import { followed } from './followed.ts';
import { Scenarios } from './scenarios.ts';

const model = new Space(pairMachine('snapshot'));
const scenarios = new Scenarios(model, 'snapshot');
const faultsOf = (steps: readonly Step[]) => steps.filter(isOfLab);

const settled = (steps: readonly Step[]): readonly Step[] =>
  steps.at(-1)?.do === 'settle' ? steps : [...steps, { do: 'settle' }];

const ofImage = (step: Step): Step => ('of' in step ? { ...step, of: 'image' } : step);

describe('a scenario that goes along with another', () => {
  it("meets the leader's faults, all of them, in their order, and none of its own", () => {
    fc.assert(
      fc.property(scenarios, scenarios, (own, leader) => {
        expect(faultsOf(alongWith(own, leader, model))).toEqual(faultsOf(leader));
      }),
    );
  });

  it('does its own commands in their order, and leaves out what the model does not follow', () => {
    fc.assert(
      fc.property(scenarios, scenarios, (own, leader) => {
        const commands = own.filter((step) => !isOfLab(step) && !isOfImage(step)).map(ofImage);
        const merged = alongWith(own, leader, model);
        const done = merged.filter((step) => !isOfLab(step));
        expect(isPartOf(done.slice(0, -1), commands)).toBe(true);
        expect(followed(merged, model)).toEqual(merged);
      }),
    );
  });

  it('is the leader itself where that goes along with itself, save that nothing is held', () => {
    fc.assert(
      fc.property(scenarios, (leader) => {
        const flowing = leader.filter((step) => !isOfImage(step)).map(ofImage);
        const merged = alongWith(leader, leader, model);
        expect(merged).toEqual(settled(followed(flowing, model)));
        expect(isPartOf(merged.slice(0, -1), flowing)).toBe(true);
        expect(merged.length).toBeGreaterThan(flowing.length / 2);
      }),
    );
  });
});

/** Whether `part` is `whole` with some of its steps left out. */
function isPartOf(part: readonly Step[], whole: readonly Step[]): boolean {
  let at = 0;
  for (const step of whole) {
    if (at < part.length && JSON.stringify(step) === JSON.stringify(part[at])) at += 1;
  }
  return at === part.length;
}
