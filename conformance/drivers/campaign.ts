import { triedAgain } from '../campaign/again.ts';
import { atOnce } from '../campaign/at-once.ts';
import { nameOf } from '../campaign/target.ts';
import type { OutputFolder } from '../output/output.ts';
import type { Given } from './bench.ts';
import { BenchPools } from './bench-pools.ts';
import { savedDriverBundle } from './bundle.ts';
import { replayEarlierDriven } from './earlier.ts';
import type { FoundKind } from './found.ts';
import { type DriverCheckJob, driverGivens } from './job.ts';
import { onwardDriven, stepsBeforeFindings } from './onward.ts';
import { type OpenedBenches, withBenches } from './open.ts';
import { type DriverCampaign, type DriverView, proceedWithDriver } from './proceed.ts';
import type { DriverRecord } from './record.ts';
import { driverRecordSchema } from './schema.ts';
import { type Probe, shrinkFinding } from './shrink.ts';

/**
 * Runs scenarios with a driver, keeps what it was found wanting in, and shrinks each kind of that. An
 * interruption ends it early: what was done until then is kept and reported.
 */
export function driverCampaign(
  job: DriverCheckJob,
  splitbrain: string,
  view: DriverView,
): Promise<DriverCampaign> {
  const { command, driver, modes, seed, shard, choice, out, continuing, replaying } = job;
  const about = { command, target: nameOf(choice), modes: [...modes], seed };
  const origin = { splitbrain, ...about, driver, ...(shard && { shard }) };
  return withBenches(
    job,
    (text) => view.stage(text),
    (benches, signal) => {
      const runner = new Runner(job, benches, signal);
      return proceedWithDriver(
        {
          ...{ driver, origin, out, continuing, schema: driverRecordSchema, signal },
          keepBundles: replaying,
          records: (done, replayed) => runner.records(done, replayed, view),
          simplest: (found, output) => runner.simplest(found, output),
          lanes: runner.lanes,
        },
        view,
      );
    },
  );
}

/** Makes the runs of a campaign on the benches that are open. */
class Runner {
  readonly #job: DriverCheckJob;
  readonly #benches: BenchPools;
  readonly #signal: AbortSignal;

  constructor(job: DriverCheckJob, benches: OpenedBenches['benches'], signal: AbortSignal) {
    this.#job = job;
    this.#signal = signal;
    this.#benches = new BenchPools(benches);
  }

  readonly lanes = (): number => this.#benches.lanes;

  async *records(
    done: ReadonlySet<string>,
    replayed: ReadonlySet<string>,
    view: Pick<DriverView, 'earlier' | 'stage'>,
  ): AsyncGenerator<DriverRecord> {
    const began = performance.now();
    const over = () => performance.now() - began >= this.#job.time;
    const how = { lanes: this.lanes, signal: this.#signal, over };
    // Earlier findings come first: once there are other runs, all of them have been replayed.
    if (this.#job.replaying && done.size === 0) {
      const { out, modes, driver, retries } = this.#job;
      yield* replayEarlierDriven({
        ...{ out, modes, driver, retries, lanes: this.lanes, signal: this.#signal },
        tell: (news) => view.earlier(news),
        ...{ target: this.#benches.name, done: replayed },
        run: (given, stop) => this.#once(given, stop),
      });
    }
    const { onward } = this.#job;
    const givens = onward ? await this.#onward(onward, view) : driverGivens(this.#job, done);
    yield* atOnce(givens, how, (run, stop) => this.#run(run, stop));
  }

  /** The runs that go on from another one, which is made first. */
  async #onward(
    { base, count }: NonNullable<DriverCheckJob['onward']>,
    view: Pick<DriverView, 'stage'>,
  ): Promise<Given[]> {
    view.stage('the run to go on from');
    const steps = stepsBeforeFindings(await this.#once(base.given, this.#signal));
    return Array.from({ length: count }, (_, number) => onwardDriven(base, steps, number));
  }

  /** The shortest run that shows a finding: shrunk, unless an earlier command did that, or saved it. */
  async simplest(found: FoundKind, output: OutputFolder<DriverRecord>): Promise<DriverRecord> {
    const { kind, mode, shortest } = found;
    const { seed } = shortest;
    const earlier = savedDriverBundle(output.folder, found);
    if (earlier?.scenario === shrunkName) return earlier;
    if (shortest.replayed !== undefined) return earlier ?? shortest;
    const budget = this.#signal.aborted || found.flaky ? 0 : this.#job.shrink;
    const probe: Probe = (steps) =>
      this.#benches.with(mode, (bench) => bench.run({ name: shrunkName, steps, mode, seed }));
    return shrinkFinding(shortest, kind, probe, budget);
  }

  async #run(given: Given, stop: AbortSignal): Promise<DriverRecord> {
    const run = () => this.#once(given, stop);
    return triedAgain(await run(), this.#job.retries, run);
  }

  #once(given: Given, stop: AbortSignal): Promise<DriverRecord> {
    const onStep = () => stop.throwIfAborted();
    return this.#benches.with(given.mode, (bench) => bench.run({ ...given, onStep }));
  }
}

/** What records call a scenario that was made from another. */
const shrunkName = 'shrunk';
