import type { Command, Fault } from '../../model/events.ts';
import type { Site } from '../../model/site.ts';
import type { Stepper } from '../../model/stepper.ts';
import type { Contradiction } from '../verdict.ts';
import type { Written } from './given.ts';
import { Oracle } from './oracle.ts';
import type { Sight, Sights } from './sight.ts';

/**
 * Holds a target to what is specified; and, once it leaves that in a way which its release is known
 * for, to what the release really does. So a run that meets a known deviation is judged to its end.
 */
export class Jury {
  #specified: Oracle | undefined;
  #actual: Oracle | undefined;
  #departure: Contradiction | undefined;

  /** `actual` is the model with every deviation of the target's release; none if left out. */
  constructor(specified: Stepper, actual?: Stepper) {
    this.#specified = new Oracle(specified);
    this.#actual = actual && new Oracle(actual);
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
    return this.#ask((oracle) => oracle.command(command, site, answer, number));
  }

  /** See Oracle.writtenThrough. */
  writtenThrough(written: Written, answer: string) {
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
    return this.#ask((oracle) => oracle.saw(site, sight));
  }

  /**
   * See Oracle.settles. What only a deviation explains counts as settled once it is `doubted` that
   * what is specified will still come; where the release is known to go on from what is specified to
   * be the end, that is `perhaps`.
   */
  settles(sights: Sights, certain: boolean, doubted: boolean): 'yes' | 'perhaps' | 'no' {
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
    return (this.#specified ?? this.#actual)?.unsettled(sights);
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
