import type { Command, Fault } from '../../model/events.ts';
import { type Site, sites } from '../../model/site.ts';
import type { StateId, Stepper } from '../../model/stepper.ts';
import { roleAt } from '../../model/views.ts';
import type { Content } from '../target.ts';
import type { Contradiction } from '../verdict.ts';
import { type Belief, closed, observed, settledStates } from './belief.ts';
import { blameForContent, blameForOutcome, blameForRole, type Deeds } from './blame.ts';
import { Ledger } from './ledger.ts';
import {
  explains,
  explainsAll,
  promised,
  type Sight,
  type SightAspect,
  type Sights,
  writesText,
} from './sight.ts';

const aspects = ['role', 'content', 'status'] as const;

/** The model cannot follow a run any further: it is bounded, and the bound is met. */
export class BoundMet extends Error {
  override readonly name = 'BoundMet';
}

/**
 * Judges a run by what was observed. It keeps the set of model states that the observations allow:
 * the daemons may or may not have acted in between, and an observation removes the states that
 * contradict it. When none is left, the target did what the model forbids.
 */
export class Oracle {
  readonly ledger: Ledger;
  readonly #model: Stepper;
  #belief: Belief;
  #deeds: Deeds = { resyncs: [] };

  /** Follows a pair from the start, or from where another oracle has got to. */
  constructor(model: Stepper, ledger = new Ledger(), belief?: Belief) {
    this.#model = model;
    this.ledger = ledger;
    this.#belief = belief ?? closed(model, [model.initial]);
  }

  /** The states still possible. */
  get belief(): Belief {
    return this.#belief;
  }

  /** A command ended in `answer`. `write` numbers the block that a write stamped. */
  command(command: Command, site: Site, answer: string, write?: number): Contradiction | undefined {
    const before = [...this.#belief];
    const allowed = new Set<string>();
    const after: StateId[] = [];
    let event = 0;
    for (const state of before) {
      const answered = this.#model.command(state, command);
      if (answered === undefined) throw new BoundMet('the history of this run is full');
      allowed.add(answered.outcome);
      if (answered.outcome !== answer) continue;
      event = this.#model.view(state).context.next;
      after.push(answered.to);
    }
    if (after.length === 0) {
      const views = before.map((state) => this.#model.view(state));
      const code = blameForOutcome(command, answer, views, site);
      return { code, aspect: 'outcome', site, seen: answer, allowed: [...allowed].sort() };
    }
    this.#belief = closed(this.#model, after);
    if (answer === 'ok') this.#note(command, site, write, event);
    return undefined;
  }

  /** A fault struck or ended. */
  fault(fault: Fault): void {
    const after = [...this.#belief].map((state) => this.#model.fault(state, fault));
    this.#belief = closed(this.#model, after);
  }

  /** Whether a role is one that the image may have at a site by now; nothing is ruled out by it. */
  allowsRole(site: Site, role: NonNullable<Sight['role']>): boolean {
    return [...this.#belief].some((state) => roleAt(this.#model.view(state), site) === role);
  }

  /** A look at a site showed something, at any time since the last step. */
  saw(site: Site, sight: Omit<Sight, 'status'>): Contradiction | undefined {
    for (const aspect of ['role', 'content'] as const) {
      const fits = (state: StateId) =>
        explains(this.#model, this.ledger, state, site, sight, aspect);
      const after = observed(this.#model, this.#belief, fits);
      if (after.size === 0) return this.#contradiction(this.#belief, site, sight, aspect);
      this.#belief = after;
    }
    return undefined;
  }

  /**
   * Whether the sights are what a pair shows whose daemons have nothing left to do. That they look
   * so does not prove that they have: only where that is `certain` are the other states ruled out.
   */
  settles(sights: Sights, certain: boolean): boolean {
    const settled = settledStates(this.#model, this.#belief);
    const fitting = settled.filter((state) => this.#fitsAll(state, sights));
    if (fitting.length === 0) return false;
    const unsettled = certain ? [] : [...this.#belief].filter((state) => this.#fits(state, sights));
    this.#belief = closed(this.#model, [...fitting, ...unsettled]);
    return true;
  }

  /** Why a pair that had time enough shows nothing that a settled pair would show. */
  unsettled(sights: Sights): Contradiction {
    for (const site of sites) {
      const { status: _, ...sight } = sights[site];
      const contradiction = this.saw(site, sight);
      if (contradiction) return contradiction;
    }
    const settled = settledStates(this.#model, this.#belief);
    for (const aspect of aspects) {
      for (const site of sites) {
        const fits = (state: StateId) =>
          explains(this.#model, this.ledger, state, site, sights[site], aspect);
        if (settled.some(fits)) continue;
        return lateness(this.#contradiction(settled, site, sights[site], aspect));
      }
    }
    return this.#nearest(settled, sights);
  }

  /** Where no one aspect is wrong by itself: what is wrong seen from the states that fit best. */
  #nearest(settled: readonly StateId[], sights: Sights): Contradiction {
    const wrongIn = (state: StateId) =>
      aspects.flatMap((aspect) =>
        sites
          .filter((site) => !explains(this.#model, this.ledger, state, site, sights[site], aspect))
          .map((site) => ({ aspect, site })),
      );
    const fewest = Math.min(...settled.map((state) => wrongIn(state).length));
    const nearest = settled.filter((state) => wrongIn(state).length === fewest);
    const { aspect, site } = nearest.flatMap(wrongIn).at(-1) ?? { aspect: 'role', site: 'a' };
    return lateness(this.#contradiction(nearest, site, sights[site], aspect));
  }

  #fitsAll(state: StateId, sights: Sights): boolean {
    return explainsAll(this.#model, this.ledger, state, sights);
  }

  /** Roles and contents fit; a status may lag where the daemons still have something to do. */
  #fits(state: StateId, { a, b }: Sights): boolean {
    const { status: _a, ...atA } = a;
    const { status: _b, ...atB } = b;
    const busy = this.#model.internals(state).length > 0;
    return busy && explainsAll(this.#model, this.ledger, state, { a: atA, b: atB });
  }

  #contradiction(
    states: Iterable<StateId>,
    site: Site,
    sight: Sight,
    aspect: SightAspect,
  ): Contradiction {
    const possible = [...states];
    const views = possible.map((state) => this.#model.view(state));
    const allowed = promised(this.#model, this.ledger, possible, site, aspect);
    if (aspect === 'content') {
      const found = Array.isArray(sight.content) ? sight.content : [];
      const seen = contentText(sight.content);
      const expected = possible.map((state) => this.#model.view(state).context[site].history);
      const lost = expected.every((history) =>
        this.ledger.writesIn(history).some((write) => !found.includes(write)),
      );
      return { code: blameForContent(site, lost, this.#deeds), aspect, site, seen, allowed };
    }
    const seen = String(sight[aspect]);
    const code = aspect === 'role' ? blameForRole(site, seen, views) : 'status-tells-the-truth';
    return { code, aspect, site, seen, allowed };
  }

  #note(command: Command, site: Site, write: number | undefined, event: number): void {
    if (write !== undefined) this.ledger.acknowledge(write, event);
    if (command.startsWith('promote') || command.startsWith('demote')) {
      this.#deeds = { ...this.#deeds, last: { command, site } };
    }
    if (command === `resync.${site}`) {
      this.#deeds = { ...this.#deeds, resyncs: [...this.#deeds.resyncs, site] };
    }
  }
}

const contentText = (content: Content | undefined): string =>
  content === undefined || typeof content === 'string' ? String(content) : writesText(content);

/** What is allowed, but should be otherwise by now, does not converge; two promises say it better. */
function lateness(contradiction: Contradiction): Contradiction {
  const { code, aspect } = contradiction;
  if (aspect === 'status' || code === 'nothing-left-behind') return contradiction;
  return { ...contradiction, code: 'converges' };
}
