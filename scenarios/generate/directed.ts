import { commandNames, scheduleCommandNames } from '../../model/events.ts';
import { type Mode, type Site, sites } from '../../model/site.ts';
import { metRoleAt, stageAt } from '../../model/stages.ts';
import type { PairState } from '../../model/views.ts';
import { stepOf } from '../events.ts';
import type { Step } from '../step.ts';
import { type Aim, aimsIn } from './aims.ts';
import { faultMoves, linkMoves } from './fault-moves.ts';
import { type Move, move } from './move.ts';
import { type Goal, routes } from './routes.ts';
import { pick, type Walk, weighed } from './walk.ts';

/**
 * Goes to a place that random steps rarely come to, and tries what can be done there: commands, and faults
 * that strike and end, for as long as the place is not left.
 */
export function goTo(walk: Walk, mode: Mode): void {
  const { draw } = walk;
  const aim = weighed(aimsIn(mode), draw);
  const site = pick(sites, draw) ?? 'a';
  if (aim === undefined) return;
  walk.go(routes[aim.goal]({ site, mode, draw }));
  if (aim.outage !== undefined) meetNobody(walk, site, aim.outage);
  else tryThings(walk, { site, goal: aim.goal, mode });
}

/** Commands that nobody answers. */
function meetNobody(walk: Walk, site: Site, outage: NonNullable<Aim['outage']>): void {
  const moves = faultMoves(walk.view, site).filter(({ step }) => outage.includes(step.do));
  const strike = pick(moves, walk.draw);
  if (strike === undefined || !walk.take(strike.step)) return;
  const arrived = walk.steps.length;
  for (let count = 2 + walk.draw(2); count > 0; count -= 1) command(walk, site, arrived);
}

/** Where a walk is to stay. */
interface Place {
  readonly site: Site;
  readonly goal: Goal;
  readonly mode: Mode;
}

function tryThings(walk: Walk, place: Place): void {
  const { draw } = walk;
  stay(walk, place);
  // What ends one of these would let the daemons go on from here.
  const keeping = new Set(ends(walk).map(nameOf));
  const arrived = walk.steps.length;
  const commandsOf10 = commandsFor(place.goal);
  for (let count = 8 + draw(6); count > 0 && isAt(walk.view, place); count -= 1) {
    if (draw(9) >= commandsOf10) fault(walk, keeping, arrived);
    else if (answers(walk.view, place.site)) command(walk, place.site, arrived);
    stay(walk, place);
  }
}

/** Whether a command at a site meets the image itself. */
function answers(state: PairState, site: Site): boolean {
  const met = metRoleAt(state, site);
  return met !== 'unreachable' && met !== 'blocked';
}

/** Of ten things to try, so many are commands. */
const commandsFor = (goal: Goal): number =>
  goal === 'trashed' || goal === 'unmirrored' ? 10 : goal === 'creating' ? 4 : 2;

const isAt = (state: PairState, { site, goal, mode }: Place): boolean =>
  goal === 'absent' || goal === 'trashed' || goal === 'unmirrored'
    ? metRoleAt(state, site) === goal
    : stageAt(state, site, mode) === goal;

/** Takes it that the daemons come to the place if they can, and do not leave it by themselves. */
function stay(walk: Walk, place: Place): void {
  const { model, state } = walk;
  walk.state = model.reachable(state).find((one) => isAt(model.view(one), place)) ?? state;
}

/** What is cheap to try. What real clusters need minutes for is rare: see scheduled.ts. */
const tried = commandNames.filter((name) => !scheduleCommandNames.some((slow) => slow === name));

/** Gives a command that was not yet given here. */
function command(walk: Walk, site: Site, arrived: number): void {
  const all = tried.map((name) => stepOf(`${name}.${site}`));
  const step = pick(all.filter(isNew(walk, arrived)), walk.draw);
  if (step !== undefined) walk.take(step);
}

/** Strikes a fault that has not yet struck here, or ends one that has: mostly one at a time. */
function fault(walk: Walk, keeping: ReadonlySet<string>, arrived: number): void {
  const own = ends(walk).filter((step) => !keeping.has(nameOf(step)));
  const ending = own.length > 0 && walk.draw(3) > 0;
  const isFresh = isNew(walk, arrived);
  const fresh = strikes(walk).filter(({ step }) => isFresh(step));
  const step = ending ? pick(own, walk.draw) : weighed(fresh, walk.draw)?.step;
  if (step !== undefined) walk.take(step);
}

/** Whether a step is not yet among those since the arrival. */
function isNew({ steps }: Walk, arrived: number): (step: Step) => boolean {
  const known = new Set(steps.slice(arrived).map(nameOf));
  return (step) => !known.has(nameOf(step));
}

/** The faults that can strike now and the ends of others: the rarer elsewhere, the likelier here. */
const strikes = ({ view }: Walk): Move[] => {
  const rarely = ({ weight, step }: Move) => move(1 / Math.sqrt(1 + weight), step);
  // Those of the link are for both sites, and can be struck only while it is up.
  const links = linkMoves(view)
    .map(rarely)
    .map(({ weight, step }) => move(weight * 1.6, step));
  return [...sites.flatMap((site) => faultMoves(view, site)).map(rarely), ...links];
};

/** What ends a fault. */
const ends = (walk: Walk): Step[] =>
  strikes(walk)
    .map(({ step }) => step)
    .filter((step) => walk.underWayAfter(step) < walk.underWay);

const nameOf = (step: Step): string => JSON.stringify(step);
