import { type Belief, settledStates } from '../../model/belief.ts';
import type { Command } from '../../model/events.ts';
import { isPromise, type PromiseCode, promiseCodes } from '../../model/promises.ts';
import { type Site, sites } from '../../model/site.ts';
import type { StateId, Stepper } from '../../model/stepper.ts';
import { imageAt, type PairState } from '../../model/views.ts';
import type { FailureCode } from '../verdict.ts';
import {
  blameForContent,
  blameForLateness,
  blameForOutcome,
  blameForRole,
  blameForStatus,
} from './blame.ts';
import { afterCommand, type Deeds, noDeeds } from './deeds.ts';
import type { Sight, Sights } from './sight.ts';

/** What an oracle holds for possible, before it is told of an observation. */
export interface Standing {
  readonly model: Stepper;
  readonly belief: Belief;
}

/** Commands after which a copy at the peer, or anything of an image, may be left behind. */
const endings = /^(disable|disable-force|remove|trash)\./;

/** Commands that leave a write. */
const writings = /^(write|clone)\./;

/** What a status says where it says something of a copy. */
const saying: readonly (Sight['status'] | undefined)[] = [
  ...(['replaying', 'syncing', 'stopped', 'split-brain', 'error'] as const),
];

/**
 * Keeps which promises a run could have been found to break: those that an oracle would have blamed, had it been told
 * something else of what it was told. No other could have been broken in that run, as far as anybody would know.
 */
export class Stakes {
  readonly #found = new Set<PromiseCode>();
  #deeds: Deeds = noDeeds;
  #written = false;
  #ended = false;

  /** The promises, in the order in which they are listed. */
  get codes(): readonly PromiseCode[] {
    return promiseCodes.filter((code) => this.#found.has(code));
  }

  /** A command ended in `answer`: had it been done or refused otherwise than is possible, that broke something. */
  command(standing: Standing, command: Command, site: Site, answer: string): void {
    const before = this.#deeds;
    this.#deeds = afterCommand(before, command, site, answer);
    if (answer === 'ok' && writings.test(command)) this.#written = true;
    if (answer !== 'INTERRUPTED') this.#outcome(standing, command, site, before);
    if (endings.test(command) && (answer === 'ok' || answer === 'INTERRUPTED')) this.#ended = true;
  }

  /** A look at a site: a role and a content that are not possible would have broken something. */
  saw({ model, belief }: Standing, site: Site, sight: Sight): void {
    this.#looked(site, sight, () => [...belief].map((state) => model.view(state)));
  }

  #looked(site: Site, { role, content }: Sight, viewed: () => readonly PairState[]): void {
    if (role !== undefined && this.#deeds.repeated.length > 0) this.#add('retry-is-safe');
    if (role !== undefined && this.#ended && !this.#found.has('nothing-left-behind')) {
      this.#add(blameForRole(site, 'left', viewed(), this.#deeds));
    }
    if (Array.isArray(content) && this.#written) {
      this.#add(blameForContent(site, true, this.#deeds));
    }
  }

  /** A pair has settled, or has not in time: beside what is seen of it, statuses are judged, and that it has. */
  settled({ model, belief }: Standing, sights: Sights): void {
    const viewed = () => settledStates(model, belief).map((state) => model.view(state));
    for (const site of sites) {
      this.#looked(site, sights[site], viewed);
      const { role, status } = sights[site];
      if (status !== undefined && saying.includes(status)) this.#add(blameForStatus(this.#deeds));
      if (role === 'nonprimary') this.#add(blameForLateness(this.#deeds));
    }
  }

  #outcome({ model, belief }: Standing, command: Command, site: Site, before: Deeds): void {
    const repeats = before.failed.includes(command) || before.repeated.includes(site);
    if (!repeats && !/^promote/.test(command)) return;
    const outcomeIn = (state: StateId) => model.command(state, command)?.outcome;
    const allowed = new Set([...belief].map(outcomeIn));
    const wrong = allowed.has('ok') ? 'refused' : 'ok';
    if (wrong === 'refused' && allowed.size > 1) return;
    const views = [...belief].map((state) => model.view(state));
    const copied = views.some((view) => imageAt(view, site) === 'nonprimary');
    if (wrong === 'ok' && !copied) return;
    this.#add(blameForOutcome(command, wrong, views, site, before));
  }

  #add(code: FailureCode): void {
    if (isPromise(code)) this.#found.add(code);
  }
}
