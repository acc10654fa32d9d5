import { deviationsOf } from '../../../model/deviations.ts';
import type { Mode } from '../../../model/site.ts';
import type { Space } from '../../../sim/space.ts';
import { atOnce } from '../../campaign/at-once.ts';
import { Models } from '../../campaign/models.ts';
import { OutputFolder } from '../../output/output.ts';
import type { DriverBench, Given } from '../bench.ts';
import { BenchPools } from '../bench-pools.ts';
import { type DriverCheckJob, driverGivens } from '../job.ts';
import { simulatedBenches, withBenches } from '../open.ts';
import type { DriverRecord } from '../record.ts';
import { driverRecordSchema } from '../schema.ts';
import { partings } from './agreement.ts';
import { type Pairing, type PairingKind, pairingOf } from './pairing.ts';

/** What a comparison of simulated with real clusters came to. */
export interface DriverComparison {
  readonly name: string;
  readonly target: string;
  readonly counts: Readonly<Record<PairingKind, number>>;
  /** In how many scenarios the driver was found wanting, on each. */
  readonly wanting: { readonly real: number; readonly simulated: number };
  /** Every pairing that is not the same. */
  readonly others: readonly Pairing[];
  /** How many images were made, and how many the model followed to their end, on both. */
  readonly images: { readonly made: number; readonly followed: number };
  /** How many calls into librbd were held to the model. */
  readonly calls: number;
  readonly took: number;
  readonly interrupted: boolean;
}

/** Sees a comparison happen. */
export interface CompareDriverView {
  stage(text: string): void;
  pairing(pairing: Pairing, done: number): void;
}

/** Runs scenarios with a driver on real and on simulated clusters, and tells how the two stand. */
export function compareDriver(
  job: DriverCheckJob,
  splitbrain: string,
  view: CompareDriverView,
): Promise<DriverComparison> {
  const { modes, seed, out } = job;
  const { driver } = job;
  const target = `sim and ${job.choice.target}`;
  const about = { command: 'compare', target, driver, modes: [...modes], seed } as const;
  const origin = { splitbrain, ...about };
  return withBenches(
    job,
    (text) => view.stage(text),
    async (reals, signal) => {
      const { benches: sims, close } = simulatedBenches(job);
      const output = OutputFolder.fresh(out, origin, driverRecordSchema);
      try {
        return await new Comparison(job, { sims, reals }, output, view, signal).run();
      } finally {
        output.close();
        await close();
      }
    },
  );
}

/** Where scenarios are run on simulated and on real clusters. */
interface Sides {
  readonly sims: ReadonlyMap<Mode, readonly DriverBench[]>;
  readonly reals: ReadonlyMap<Mode, readonly DriverBench[]>;
}

class Comparison {
  readonly #job: DriverCheckJob;
  readonly #sims: BenchPools;
  readonly #reals: BenchPools;
  readonly #output: OutputFolder<DriverRecord>;
  readonly #view: CompareDriverView;
  readonly #signal: AbortSignal;
  readonly #models = new Models();
  readonly #done: Pairing[] = [];

  constructor(
    job: DriverCheckJob,
    { sims, reals }: Sides,
    output: OutputFolder<DriverRecord>,
    view: CompareDriverView,
    signal: AbortSignal,
  ) {
    this.#job = job;
    this.#sims = new BenchPools(sims);
    this.#reals = new BenchPools(reals);
    this.#output = output;
    this.#view = view;
    this.#signal = signal;
  }

  async run(): Promise<DriverComparison> {
    const began = performance.now();
    const over = () => performance.now() - began >= this.#job.time;
    const how = { lanes: () => this.#reals.lanes, signal: this.#signal, over };
    const givens = driverGivens(this.#job, new Set());
    for await (const pairing of atOnce(givens, how, (given, stop) => this.#pair(given, stop))) {
      this.#output.append(pairing.simulated);
      this.#output.append(pairing.real);
      this.#done.push(pairing);
      this.#view.pairing(pairing, this.#done.length);
    }
    const took = performance.now() - began;
    return { ...comparisonOf(this.#done), took, interrupted: this.#signal.aborted };
  }

  async #pair(given: Given, stop: AbortSignal): Promise<Pairing> {
    const { mode } = given;
    const told = { ...given, onStep: () => stop.throwIfAborted() };
    const real = await this.#reals.with(mode, (bench) => bench.run(told));
    const simulated = await this.#sims.with(mode, (bench) => bench.run(told));
    return pairingOf(real, simulated, (record) => partings(record, this.#modelOf(record)));
  }

  /** What a run is held to: what is specified and, of real clusters, what their release is known for. */
  #modelOf({ mode, target }: DriverRecord): Space {
    const [, version] = /^ceph (.+)$/.exec(target) ?? [];
    return this.#models.of(mode, version === undefined ? [] : deviationsOf(version));
  }
}

/** Sums pairings up. */
function comparisonOf(
  pairings: readonly Pairing[],
): Omit<DriverComparison, 'took' | 'interrupted'> {
  const records = pairings.flatMap(({ real, simulated }) => [real, simulated]);
  const made = records.reduce((sum, { images }) => sum + Object.keys(images).length, 0);
  const lost = pairings.reduce((sum, { partings: all }) => sum + all.length, 0);
  const countOf = (kind: PairingKind) => pairings.filter((one) => one.kind === kind).length;
  const [first] = pairings;
  return {
    name: first?.real.driver ?? '',
    target: first?.real.target ?? '',
    counts: {
      same: countOf('same'),
      'another schedule': countOf('another schedule'),
      unfollowed: countOf('unfollowed'),
      parts: countOf('parts'),
      inconclusive: countOf('inconclusive'),
    },
    wanting: {
      real: pairings.filter(({ real }) => real.verdict.kind === 'fail').length,
      simulated: pairings.filter(({ simulated }) => simulated.verdict.kind === 'fail').length,
    },
    others: pairings.filter(({ kind }) => kind !== 'same'),
    images: { made, followed: made - lost },
    calls: records.reduce((sum, { steps }) => sum + callsIn(steps), 0),
  };
}

const callsIn = (steps: DriverRecord['steps']): number =>
  steps.reduce((sum, { calls = [] }) => sum + calls.length, 0);
