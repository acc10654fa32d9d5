import {
  type Fault,
  type LinkFaultName,
  linkFaultNames,
  type SiteFaultName,
} from '../../model/events.ts';
import { endOf, type FaultName, strikesOf } from '../../model/fault-ends.ts';
import { type Mode, type PoolMode, peerOf, type Site, sites } from '../../model/site.ts';
import { type MetRole, metRoleAt, type Stage, stageAt } from '../../model/stages.ts';
import type { Stepper } from '../../model/stepper.ts';
import type { PairState } from '../../model/views.ts';
import { stepOf } from '../events.ts';
import { blocked, unreachable } from './aims.ts';
import type { Cell, CommandCell, FaultCell } from './cell.ts';
import { type Goal, routes } from './routes.ts';
import { type Draw, pick, Walk } from './walk.ts';

/** What a walk is made for. */
interface Course {
  readonly model: Stepper;
  readonly mode: Mode;
  readonly poolMode: PoolMode;
  readonly draw: Draw;
}

/** So many ways are tried to meet a cell. */
const tries = 30;

/**
 * A walk to a cell of the realised mix, with the command given there, or the fault struck and ended. Where the
 * pair may be elsewhere yet it settles first, so that the cell is met for certain. Where no way leads there,
 * the last that was tried.
 */
export function toward(course: Course, cell: Cell): Walk {
  let walk = new Walk(course.model, course.draw, course.poolMode);
  for (let count = 0; count < tries; count += 1) {
    walk = new Walk(course.model, course.draw, course.poolMode);
    const site = pick(sites, course.draw) ?? 'a';
    const met =
      cell.kind === 'command' ? command(walk, course, cell, site) : fault(walk, course, cell, site);
    if (met) break;
  }
  return walk;
}

/** Whether a pair is where the cell is. */
type There = (state: PairState) => boolean;

/** Gives the command where its site is as asked for. */
function command(
  walk: Walk,
  { mode, draw }: Course,
  { name, role }: CommandCell,
  site: Site,
): boolean {
  const there: There = (state) => metRoleAt(state, site) === role;
  walk.go(routes[pick(goalsOf(role), draw) ?? 'absent']({ site, mode, draw }));
  const outage = pick(outages[role] ?? [], draw);
  if (outage !== undefined) walk.take(stepOf(`${outage}.${site}`));
  const met = comesTo(walk, there) && walk.take(stepOf(`${name}.${site}`));
  // A schedule that is left is waited for at every settle to come.
  if (met && name === 'schedule') walk.take({ do: 'unschedule', site });
  return met;
}

/** Strikes the fault, and ends it, where the replayer of a site is at the stage asked for. */
function fault(walk: Walk, { mode, draw }: Course, cell: FaultCell, site: Site): boolean {
  const there: There = (state) => stageAt(state, site, mode) === cell.stage;
  const own = (name: FaultName) => faultAt(name, cell.at === 'site' ? site : peerOf(site));
  walk.go(routes[pick(goalsAt(cell.stage), draw) ?? 'absent']({ site, mode, draw }));
  const strikes = strikesOf(cell.name);
  const strike = pick(strikes, draw);
  if (strike !== undefined && !changes(walk, own(cell.name)) && comesTo(walk, there)) {
    walk.take(stepOf(own(strike)));
  }
  if (!comesTo(walk, there) || !(changes(walk, own(cell.name)) || isOfLink(cell.name)))
    return false;
  if (!walk.take(stepOf(own(cell.name)))) return false;
  const end = endOf(cell.name);
  if (end !== undefined && comesTo(walk, there)) walk.take(stepOf(own(end)));
  return true;
}

/**
 * Whether the pair is there for certain; it settles first, if it may yet be elsewhere and can come there. While a
 * copy is made there is no waiting: it is so for a moment only.
 */
function comesTo(walk: Walk, there: There): boolean {
  const { model } = walk;
  const all = model.reachable(walk.state);
  const isThere = (state: number) => there(model.view(state));
  if (all.every(isThere)) return true;
  const settled = model.settled(walk.state).find(isThere);
  if (settled !== undefined && walk.take({ do: 'settle' })) {
    walk.state = settled;
    return true;
  }
  const passing = all.find(isThere);
  walk.state = passing ?? walk.state;
  return passing !== undefined;
}

const changes = ({ model, state }: Walk, fault: Fault): boolean =>
  model.fault(state, fault) !== state;

const isOfLink = (name: FaultName): name is LinkFaultName =>
  linkFaultNames.some((one) => one === name);

const faultAt = (name: FaultName, site: Site): Fault => (isOfLink(name) ? name : `${name}.${site}`);

/** Where what a command is to meet can be met. */
function goalsOf(role: MetRole): readonly Goal[] {
  switch (role) {
    case 'following':
      return ['idle', 'behind', 'stopped'];
    case 'orphan':
      return ['orphan', 'split-brain'];
    case 'unreachable':
    case 'blocked':
      return ['absent', 'unmirrored', 'primary', 'idle', 'orphan'];
    case 'disabling':
      return [];
    default:
      return [role];
  }
}

/** What brings a site to where nobody answers. */
const outages: { readonly [Met in MetRole]?: readonly SiteFaultName[] } = {
  unreachable,
  blocked,
};

const goalsAt = (stage: Stage): readonly Goal[] =>
  stage === 'none' ? ['absent', 'unmirrored', 'trashed'] : [stage];
