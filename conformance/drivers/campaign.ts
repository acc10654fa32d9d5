import type { Mode } from '../../model/site.ts';
import { atOnce } from '../campaign/at-once.ts';
import { OutputFolder } from '../output/output.ts';
import { type DriverBench, stepsOf } from './bench.ts';
import { BenchPools } from './bench-pools.ts';
import { driverBundleOf } from './bundle.ts';
import { type DriverCheckJob, type DriverTask, driverTasks } from './job.ts';
import type { OwedCode } from './obligations.ts';
import { withBenches } from './open.ts';
import { type DriverRecord, type Finding, findingOf, kindOfFinding } from './record.ts';
import { type Probe, shrinkFinding } from './shrink.ts';

/** A kind of finding, met in one run or in more. */
export interface FoundKind {
  readonly kind: string;
  readonly mode: Mode;
  /** What was found first, in the shortest run that is known. */
  readonly finding: Finding;
  readonly shortest: DriverRecord;
  /** The seeds of the runs that met it. */
  readonly seeds: string[];
  /** Where the shortest run was saved. */
  readonly bundle?: string;
}

/** What a campaign with a driver came to. */
export interface DriverCampaign {
  readonly job: DriverCheckJob;
  /** What the driver calls itself. */
  readonly name: string;
  readonly target: string;
  readonly runs: Readonly<Record<'pass' | 'fail' | 'inconclusive', number>>;
  readonly inconclusive: Readonly<Record<string, number>>;
  readonly found: readonly FoundKind[];
  /** In how many runs the driver could have been found wanting in what. */
  readonly atStake: Readonly<Partial<Record<OwedCode, number>>>;
  /** Milliseconds, shrinking aside. */
  readonly took: number;
  readonly interrupted: boolean;
}

/** Sees a campaign happen. */
export interface DriverView {
  stage(text: string): void;
  progress(runs: number, kinds: number, took: number): void;
  record(record: DriverRecord): void;
}

/** Runs generated scenarios with a driver, keeps what it was found wanting in, and shrinks each kind of that. */
export function driverCampaign(
  job: DriverCheckJob,
  splitbrain: string,
  view: DriverView,
): Promise<DriverCampaign> {
  const { modes, seed, choice, out } = job;
  const target = `${job.driver} on ${choice.target}`;
  const origin = { splitbrain, command: 'check', target, modes: [...modes], seed } as const;
  return withBenches(
    job,
    (text) => view.stage(text),
    async (benches, signal) => {
      const output = OutputFolder.fresh(out, origin);
      try {
        return await new Campaign(job, benches, output, view, signal).run();
      } finally {
        output.close();
      }
    },
  );
}

class Campaign {
  readonly #job: DriverCheckJob;
  readonly #benches: BenchPools;
  readonly #output: OutputFolder;
  readonly #view: DriverView;
  readonly #signal: AbortSignal;
  readonly #kinds = new Map<string, FoundKind>();
  readonly #runs = { pass: 0, fail: 0, inconclusive: 0 };
  readonly #inconclusive: Record<string, number> = {};
  readonly #atStake: Partial<Record<OwedCode, number>> = {};
  #name = '';
  #target = '';

  constructor(
    job: DriverCheckJob,
    benches: ReadonlyMap<Mode, readonly DriverBench[]>,
    output: OutputFolder,
    view: DriverView,
    signal: AbortSignal,
  ) {
    this.#job = job;
    this.#output = output;
    this.#view = view;
    this.#signal = signal;
    this.#benches = new BenchPools(benches);
  }

  readonly #lanes = (): number => this.#benches.lanes;

  async run(): Promise<DriverCampaign> {
    const began = performance.now();
    const over = () => performance.now() - began >= this.#job.time;
    const how = { lanes: this.#lanes, signal: this.#signal, over };
    for await (const record of atOnce(driverTasks(this.#job), how, (task, stop) =>
      this.#run(task, stop),
    )) {
      this.#take(record);
      const runs = Object.values(this.#runs).reduce((sum, count) => sum + count, 0);
      this.#view.progress(runs, this.#kinds.size, performance.now() - began);
    }
    const took = performance.now() - began;
    const found = await this.#shrunk();
    const { aborted: interrupted } = this.#signal;
    const [job, name, target] = [this.#job, this.#name, this.#target];
    const [runs, inconclusive] = [this.#runs, this.#inconclusive];
    const atStake = this.#atStake;
    return { job, name, target, runs, inconclusive, found, atStake, took, interrupted };
  }

  #run({ mode, seed }: DriverTask, stop: AbortSignal): Promise<DriverRecord> {
    const onStep = () => stop.throwIfAborted();
    return this.#benches.with(mode, (bench) =>
      bench.run({ name: 'generated', steps: stepsOf(seed, mode), mode, seed, onStep }),
    );
  }

  #take(record: DriverRecord): void {
    this.#output.append(record);
    this.#view.record(record);
    this.#name = record.driver;
    this.#target = record.target;
    const { verdict } = record;
    for (const code of record.atStake) this.#atStake[code] = (this.#atStake[code] ?? 0) + 1;
    this.#runs[verdict.kind] += 1;
    if (verdict.kind === 'inconclusive') {
      this.#inconclusive[verdict.reason] = (this.#inconclusive[verdict.reason] ?? 0) + 1;
    }
    if (verdict.kind !== 'fail') return;
    const firsts = new Map(verdict.findings.toReversed().map((one) => [kindOfFinding(one), one]));
    for (const [kind, finding] of firsts) this.#meet(kind, finding, record);
  }

  #meet(kind: string, finding: Finding, record: DriverRecord): void {
    const { mode, seed } = record;
    const key = `${mode} ${kind}`;
    const known = this.#kinds.get(key);
    known?.seeds.push(seed);
    if (known !== undefined && known.finding.step <= finding.step) return;
    const seeds = known?.seeds ?? [seed];
    this.#kinds.set(key, { kind, mode, finding, shortest: record, seeds });
  }

  /** Shrinks each kind, and saves it as a bundle. */
  async #shrunk(): Promise<FoundKind[]> {
    const all = [...this.#kinds.values()];
    const done: FoundKind[] = [];
    for await (const one of atOnce(all, { lanes: this.#lanes }, (found) => this.#shrink(found))) {
      done.push(one);
      this.#view.stage(`shrinking: ${done.length} of ${all.length} kinds`);
    }
    return done.sort((one, other) => other.seeds.length - one.seeds.length);
  }

  async #shrink(found: FoundKind): Promise<FoundKind> {
    const { kind, mode, shortest } = found;
    const { seed } = shortest;
    const budget = this.#signal.aborted ? 0 : this.#job.shrink;
    const probe: Probe = (steps) =>
      this.#benches.with(mode, (bench) => bench.run({ name: 'shrunk', steps, mode, seed }));
    const record = await shrinkFinding(shortest, kind, probe, budget);
    const finding = findingOf(record, kind);
    const text = `${JSON.stringify(driverBundleOf(record, kind, this.#job.driver), null, 2)}\n`;
    const bundle = this.#output.write(`bundles/${mode}-${slugOf(kind)}.json`, [text]);
    return { ...found, shortest: record, ...(finding && { finding }), bundle };
  }
}

/** A kind of finding as a part of the name of a file. */
const slugOf = (kind: string): string =>
  kind
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 100);
