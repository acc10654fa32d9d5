import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Belief, closed, settledStates } from '../../model/belief.ts';
import { type Input, inputs } from '../../model/events.ts';
import { pairMachine } from '../../model/pair.ts';
import { type Mode, modes, peerOf, type Site, sites } from '../../model/site.ts';
import { metRoleAt, stageAt } from '../../model/stages.ts';
import type { StateId } from '../../model/stepper.ts';
import type { PairState } from '../../model/views.ts';
import { Space } from '../../sim/space.ts';
import { requestOf, stepOf } from '../events.ts';
import type { Step } from '../step.ts';
import { type Cell, parseCell } from './cell.ts';
import { Scenarios } from './scenarios.ts';

const spaces: Readonly<Record<Mode, Space>> = {
  journal: new Space(pairMachine('journal')),
  snapshot: new Space(pairMachine('snapshot')),
};

/** What is possible after a step. */
function afterStep(space: Space, from: Belief, step: Step): Belief {
  const request = requestOf(step);
  const to = (ends: (state: StateId) => StateId | undefined) =>
    closed(space, new Set([...from].flatMap((state) => ends(state) ?? [])));
  if (request.kind === 'settle') return new Set(settledStates(space, from));
  if (request.kind === 'fault') return to((state) => space.fault(state, request.fault));
  if (request.kind !== 'commands') return from;
  let possible = from;
  for (const command of request.commands) {
    possible = closed(
      space,
      new Set([...possible].flatMap((state) => space.command(state, command)?.to ?? [])),
    );
  }
  return possible;
}

/** Whether a cell is met in all the states that are possible when its event comes. */
function meets(space: Space, steps: readonly Step[], cell: Cell, mode: Mode): boolean {
  const events = sites.map((site) => eventAt(cell, site));
  let possible = closed(space, [space.initial]);
  for (const step of steps) {
    const text = JSON.stringify(step);
    const here = events.filter(({ event }) => event && JSON.stringify(stepOf(event)) === text);
    const views = [...possible].map((state) => space.view(state));
    if (here.some(({ site }) => views.every((view) => isMet(cell, view, site, mode)))) return true;
    possible = afterStep(space, possible, step);
  }
  return false;
}

const eventAt = (cell: Cell, site: Site): { event: Input | undefined; site: Site } => {
  const where = cell.kind === 'fault' && cell.at === 'peer' ? peerOf(site) : site;
  const names = [`${cell.name}`, `${cell.name}.${where}`];
  return { event: inputs.find((event) => names.includes(event)), site };
};

const isMet = (cell: Cell, view: PairState, site: Site, mode: Mode): boolean =>
  cell.kind === 'command'
    ? metRoleAt(view, site) === cell.role
    : stageAt(view, site, mode) === cell.stage;

const asked = [
  ...['demote:orphan', 'resize:blocked', 'snap-remove:unreachable', 'trash:following'],
  ...['schedule:primary', 'stop-replayers:following', 'restore:trashed', 'clone:orphan'],
  ...['stop-osd:first-copy', 'start-osd:first-copy', 'kill-daemon.peer:first-copy'],
  ...['release:broken-off', 'heal:broken-off', 'make-room:split-brain', 'hold:resync-asked'],
  ...['kill-site.peer:stopped', 'start-site.peer:stopped', 'cut-from:idle', 'lossy:behind'],
];

describe.each(modes)('scenarios toward a cell, in %s mode', (mode) => {
  const space = spaces[mode];

  test.each([...asked, ...(mode === 'snapshot' ? ['kill-daemon:half-way'] : [])])(
    'meet %s for certain',
    (text) => {
      const cell = parseCell(text);
      if (cell === undefined) throw new Error(`${text} is no cell`);
      const scenarios = new Scenarios(space, mode, 'image', { cell });
      for (const steps of fc.sample(scenarios, { numRuns: 5, seed: 3 })) {
        expect(meets(space, steps, cell, mode), JSON.stringify(steps)).toBe(true);
        expect(steps.at(-1)).toEqual({ do: 'settle' });
      }
    },
  );
});
