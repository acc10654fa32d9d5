import type { Command, Fault } from '../../model/events.ts';
import type { PromiseCode } from '../../model/promises.ts';
import type { Site } from '../../model/site.ts';
import type { Stepper } from '../../model/stepper.ts';
import type { Contradiction } from '../verdict.ts';
import type { Written } from './given.ts';
import { Oracle } from './oracle.ts';
import type { Sight, Sights } from './sight.ts';
import { Stakes, type Standing } from './stakes.ts';

/**
 * Holds a target to what is specified; and, once it leaves that in a way which its release is known
 * for, to what the release really does. So a run that meets a known deviation is judged to its end.
 */
export class Jury {
  #specified: Oracle | undefined;
  #actual: Oracle | undefined;
  #departure: Contradiction | undefined;
  readonly #models: { readonly specified: Stepper; readonly actual: Stepper | undefined };
  readonly #stakes = new Stakes();

  /** `actual` is the model with every deviation of the target's release; none if left out. */
  constructor(specified: Stepper, actual?: Stepper) {
    this.#specified = new Oracle(specified);
    this.#actual = actual && new Oracle(actual);
    this.#models = { specified, actual };
  }

  /** The promises that the run could have been found to break so far. */
  get atStake(): readonly PromiseCode[] {
    return this.#stakes.codes;
  }

  /** How the target left what is specified, for what its release does; undefined if it did not. */
  get departure(): Contradiction | undefined {
    return this.#departure;
  }

  /** How many states are still possible. */
  get possible(): number {
    return (this.#specified ?? this.#actual)?.belief.size ?? 0;
  }

  /** See Oracle.command. */
  command(command: Command, site: Site, answer: string, number?: number) {
    this.#stakes.command(this.#standing, command, site, answer);
    return this.#ask((oracle) => oracle.command(command, site, answer, number));
  }

  /** See Oracle.writtenThrough. */
  writtenThrough(written: Written, answer: string) {
    const { site, writes } = written;
    for (const _ of writes) this.#stakes.command(this.#standing, `write.${site}`, site, 'ok');
    this.#stakes.command(this.#standing, `demote.${site}`, site, answer);
    return this.#ask((oracle) => oracle.writtenThrough(written, answer));
  }

  /** See Oracle.fault. */
  fault(fault: Fault): void {
    this.#specified?.fault(fault);
    this.#actual?.fault(fault);
  }

  /** See Oracle.awaited. */
  awaited(): Site[] {
    return (this.#specified ?? this.#actual)?.awaited() ?? [];
  }

  /** See Oracle.tookSnapshot. */
  tookSnapshot(site: Site): void {
    this.#specified?.tookSnapshot(site);
    this.#actual?.tookSnapshot(site);
  }

  /** See Oracle.missedSnapshot. */
  missedSnapshot(site: Site): Contradiction | undefined {
    return this.#ask((oracle) => oracle.missedSnapshot(site));
  }

  /** See Oracle.allowsRole. */
  allowsRole(site: Site, role: NonNullable<Sight['role']>): boolean {
    const oracles = [this.#specified, this.#actual];
    return oracles.some((oracle) => oracle?.allowsRole(site, role));
  }

  /** See Oracle.saw. */
  saw(site: Site, sight: Omit<Sight, 'status'>): Contradiction | undefined {
    this.#stakes.saw(this.#standing, site, sight);
    return this.#ask((oracle) => oracle.saw(site, sight));
  }

  /**
   * See Oracle.settles. What only a deviation explains counts as settled once it is `doubted` that
   * what is specified will still come; where the release is known to go on from what is specified to
   * be the end, that is `perhaps`.
   */
  settles(sights: Sights, certain: boolean, doubted: boolean): 'yes' | 'perhaps' | 'no' {
    const standing = this.#standing;
    const settled = this.#settles(sights, certain, doubted);
    if (settled !== 'no') this.#stakes.settled(standing, sights);
    return settled;
  }

  #settles(sights: Sights, certain: boolean, doubted: boolean): 'yes' | 'perhaps' | 'no' {
    const actual = this.#actual?.settles(sights, certain) ?? false;
    if (this.#specified?.settles(sights, certain)) {
      return actual || certain || this.#actual === undefined ? 'yes' : 'perhaps';
    }
    if (!actual || (this.#specified !== undefined && !doubted)) return 'no';
    const departure = this.#specified?.unsettled(sights);
    if (departure !== undefined) this.#leave(departure);
    return 'yes';
  }

  /** It did not go on, so that it does not do what its release is known for. */
  stays(): void {
    this.#actual = undefined;
  }

  /** See Oracle.unsettled. */
  unsettled(sights: Sights): Contradiction | undefined {
    this.#stakes.settled(this.#standing, sights);
    return (this.#specified ?? this.#actual)?.unsettled(sights);
  }

  get #standing(): Standing {
    const { specified, actual = specified } = this.#models;
    if (this.#specified !== undefined) return { model: specified, belief: this.#specified.belief };
    return { model: actual, belief: this.#actual?.belief ?? new Set() };
  }

  #ask(judge: (oracle: Oracle) => Contradiction | undefined): Contradiction | undefined {
    const departure = this.#specified && judge(this.#specified);
    const wrong = this.#actual && judge(this.#actual);
    if (this.#specified !== undefined && departure === undefined) {
      if (wrong !== undefined) this.#actual = undefined;
      return undefined;
    }
    if (this.#actual === undefined || wrong !== undefined) return departure ?? wrong;
    if (departure !== undefined) this.#leave(departure);
    return undefined;
  }

  #leave(departure: Contradiction): void {
    this.#departure = departure;
    this.#specified = undefined;
  }
}
