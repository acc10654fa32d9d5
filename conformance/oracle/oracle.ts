import { type Belief, closed, type Move, settledStates, staying } from '../../model/belief.ts';
import { type Command, editNames, type Fault } from '../../model/events.ts';
import { eventsMax } from '../../model/history.ts';
import { type Site, sites } from '../../model/site.ts';
import type { StateId, Stepper } from '../../model/stepper.ts';
import { roleAt } from '../../model/views.ts';
import type { Contradiction } from '../verdict.ts';
import { blameForLateness, blameForOutcome } from './blame.ts';
import { notFollowed } from './bound.ts';
import { contradiction, type Known, nearest } from './contradiction.ts';
import { afterCommand, type Deeds, noDeeds } from './deeds.ts';
import type { Given, Written } from './given.ts';
import { Ledger } from './ledger.ts';
import { awaitedIn, noSnapshot, snapshotTaken } from './scheduled.ts';
import {
  explains,
  explainsAll,
  type Sight,
  type SightAspect,
  type Sights,
  sightAspects,
} from './sight.ts';
import { atOnce, judgedIn } from './traces.ts';

/**
 * Judges a run by what was observed. It keeps the set of model states that the observations allow:
 * the daemons may or may not have acted in between, and an observation removes the states that
 * contradict it. When none is left, the target did what the model forbids.
 */
export class Oracle {
  readonly ledger: Ledger;
  readonly #model: Stepper;
  readonly #onMove: ((move: Move) => void) | undefined;
  #belief: Belief;
  #deeds: Deeds = noDeeds;

  /**
   * Follows a pair from the start, or from where another oracle has got to. Tells each move of its
   * belief, if asked to.
   */
  constructor(
    model: Stepper,
    ledger = new Ledger(),
    belief?: Belief,
    onMove?: (move: Move) => void,
  ) {
    this.#model = model;
    this.ledger = ledger;
    this.#belief = belief ?? closed(model, [model.initial]);
    this.#onMove = onMove;
  }

  /** The states still possible. */
  get belief(): Belief {
    return this.#belief;
  }

  /** A command ended in `answer`. `number` is that of the write or the edit that it was. */
  command(
    command: Command,
    site: Site,
    answer: string,
    number?: number,
  ): Contradiction | undefined {
    if (answer === 'INTERRUPTED') return this.#interrupted(command, site, number);
    return this.#answered({ command, site, answer, number }, () => []);
  }

  /**
   * An image was demoted, which ended in `answer`, while a client wrote to it. A write that has no
   * number is not noted.
   */
  writtenThrough({ site, writes, tried }: Written, answer: string): Contradiction | undefined {
    const command: Command = `write.${site}`;
    const late = (state: StateId) => this.#model.lateWrite(state, site) ?? [];
    for (const [index, number] of writes.entries()) {
      const isLast = index === writes.length - 1;
      const written = { command, site, answer: 'ok', number };
      const wrong = this.#answered(written, isLast ? late : () => []);
      if (wrong !== undefined) return wrong;
    }
    if (tried !== undefined) this.#interrupted(command, site, tried);
    return this.command(`demote.${site}`, site, answer);
  }

  /** A fault struck or ended. */
  fault(fault: Fault): void {
    this.#deeds = { ...this.#deeds, disturbed: true };
    const struck = (state: StateId) => this.#model.fault(state, fault);
    this.#move(new Map([...this.#belief].map((state) => [state, [struck(state)]])));
  }

  /** See awaitedIn. */
  awaited(): Site[] {
    return awaitedIn(this.#model, this.#belief);
  }

  /** The manager of a site took a mirror snapshot by its schedule, of all that was done before. */
  tookSnapshot(site: Site): void {
    this.#move(snapshotTaken(this.#model, this.#belief, site));
  }

  /** It took none in time. */
  missedSnapshot(site: Site): Contradiction | undefined {
    return this.awaited().includes(site) ? noSnapshot(site, this.#deeds) : undefined;
  }

  /** Whether a role is one that the image may have at a site by now; nothing is ruled out by it. */
  allowsRole(site: Site, role: NonNullable<Sight['role']>): boolean {
    return [...this.#belief].some((state) => roleAt(this.#model.view(state), site) === role);
  }

  /** A look at a site showed something, at any time since the last step. */
  saw(site: Site, sight: Omit<Sight, 'status'>): Contradiction | undefined {
    for (const aspect of ['role', 'content', 'shape'] as const) {
      const fits = (state: StateId) =>
        explains(this.#model, this.ledger, state, site, sight, aspect);
      const after = [...this.#belief].filter(fits);
      if (after.length === 0) return this.#contradiction(this.#belief, site, sight, aspect);
      this.#move(staying(after));
    }
    return undefined;
  }

  /**
   * Whether the sights are what a pair shows whose daemons have nothing left to do. That they look
   * so does not prove that they have: only where that is `certain` are the other states ruled out.
   */
  settles(sights: Sights, certain: boolean): boolean {
    const settled = settledStates(this.#model, this.#belief);
    const judged = judgedIn(sights, this.#deeds);
    const fitting = settled.filter((state) => this.#fitsAll(state, judged));
    if (fitting.length === 0) return false;
    const unsettled = certain ? [] : [...this.#belief].filter((state) => this.#fits(state, judged));
    this.#move(staying([...fitting, ...unsettled]));
    return true;
  }

  /** Why a pair that had time enough shows nothing that a settled pair would show. */
  unsettled(seen: Sights): Contradiction {
    const sights = judgedIn(seen, this.#deeds);
    for (const site of sites) {
      const { status: _, ...sight } = sights[site];
      const wrong = this.saw(site, sight);
      if (wrong) return wrong;
    }
    const settled = settledStates(this.#model, this.#belief);
    for (const aspect of sightAspects) {
      for (const site of sites) {
        const fits = (state: StateId) =>
          explains(this.#model, this.ledger, state, site, sights[site], aspect);
        if (settled.some(fits)) continue;
        return this.#lateness(this.#contradiction(settled, site, sights[site], aspect));
      }
    }
    return this.#lateness(nearest(this.#known(), settled, sights));
  }

  /** A command ended as it did, or in what else `otherwise` allows from a state. */
  #answered(
    { command, site, answer, number }: Given,
    otherwise: (state: StateId) => StateId | readonly StateId[],
  ): Contradiction | undefined {
    const before = [...this.#belief];
    const allowed = new Set<string>();
    const after = new Map<StateId, readonly StateId[]>();
    let event = 0;
    for (const state of before) {
      const answered = this.#model.command(state, command);
      if (answered === undefined) throw notFollowed(command);
      allowed.add(answered.outcome);
      const done = answered.outcome === answer ? [answered.to] : [];
      const to = done.concat(otherwise(state));
      if (to.length === 0) continue;
      event = this.#model.view(state).context.next;
      after.set(state, to);
    }
    const deeds = this.#deeds;
    this.#deeds = afterCommand(deeds, command, site, answer);
    if (after.size === 0) {
      const views = before.map((state) => this.#model.view(state));
      // Where there is no room for what it would record, the model says what else there is to say.
      if (views.some(({ context }) => context.next >= eventsMax)) throw notFollowed(command);
      const code = blameForOutcome(command, answer, views, site, deeds);
      return { code, aspect: 'outcome', site, seen: answer, allowed: [...allowed].sort() };
    }
    this.#move(after);
    if (answer === 'ok') this.#number(command, site, number, event);
    return undefined;
  }

  /** A client was killed: its command may be done, or not, or be left at a stage in between. */
  #interrupted(command: Command, site: Site, number?: number): undefined {
    const after = new Map<StateId, readonly StateId[]>();
    let event = 0;
    for (const state of this.#belief) {
      const ways = this.#model.interruptions(state, command);
      if (ways === undefined) throw notFollowed(command);
      event = this.#model.view(state).context.next;
      const ends = ways.map(({ to }) => to);
      after.set(state, ends);
    }
    this.#move(after);
    this.#deeds = afterCommand(this.#deeds, command, site, 'INTERRUPTED');
    this.#number(command, site, number, event);
  }

  /** Each state that is still possible leads to some; the daemons may act from there on. */
  #move(move: Move): void {
    this.#onMove?.(move);
    this.#belief = closed(this.#model, [...move.values()].flat());
  }

  #fitsAll(state: StateId, sights: Sights): boolean {
    return explainsAll(this.#model, this.ledger, state, sights);
  }

  /** Roles and contents fit; a status may lag where the daemons still have something to do. */
  #fits(state: StateId, sights: Sights): boolean {
    return this.#model.internals(state).length > 0 && this.#fitsAll(state, atOnce(sights));
  }

  /** What is allowed, but should be otherwise by now, does not converge; others say it better. */
  #lateness(late: Contradiction): Contradiction {
    const { code, aspect } = late;
    if (aspect === 'status' || code === 'nothing-left-behind') return late;
    return { ...late, code: blameForLateness(this.#deeds) };
  }

  #contradiction(
    states: Iterable<StateId>,
    site: Site,
    sight: Sight,
    aspect: SightAspect,
  ): Contradiction {
    return contradiction(this.#known(), [...states], { site, sight, aspect });
  }

  #known(): Known {
    return { model: this.#model, ledger: this.ledger, deeds: this.#deeds };
  }

  /** A write or an edit of this number is the event that the model records for it, if it is done. */
  #number(command: Command, site: Site, number: number | undefined, event: number): void {
    if (number === undefined) return;
    if (editNames.some((name) => command === `${name}.${site}`)) this.ledger.edited(number, event);
    else this.ledger.acknowledge(number, event);
  }
}
