import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Mode } from '../../model/site.ts';
import { atOnce } from '../campaign/at-once.ts';
import { Interrupted } from '../campaign/interrupt.ts';
import {
  causeOf,
  conclude,
  doneIn,
  type Keeping,
  openOutput,
  type Reports,
  takeIn,
} from '../campaign/keep.ts';
import { type EarlierNews, remove } from '../campaign/replay-bundles.ts';
import { bundlesName } from '../output/bundles.ts';
import type { OutputFolder } from '../output/output.ts';
import type { WriteCounts } from '../record.ts';
import { saveDriverBundle } from './bundle.ts';
import { DriverMet } from './coverage/met.ts';
import type { DriverCoverage } from './coverage/tables.ts';
import { Findings, type FoundKind } from './found.ts';
import { isOwedCode, type OwedCode, owedBy } from './obligations.ts';
import { type DriverRecord, findingOf } from './record.ts';
import { DriverTallies } from './tallies.ts';

/** What a campaign with a driver came to. */
export interface DriverCampaign {
  /** What a user calls the driver. */
  readonly driver: string;
  readonly modes: readonly Mode[];
  readonly seed: string;
  /** What the driver calls itself. */
  readonly name: string;
  readonly target: string;
  readonly runs: Readonly<Record<DriverCount, number>>;
  readonly inconclusive: Readonly<Record<string, number>>;
  readonly found: readonly FoundKind[];
  /** In how many runs the driver could have been found wanting in what. */
  readonly atStake: Readonly<Partial<Record<OwedCode, number>>>;
  /** What it owes. */
  readonly owes: readonly OwedCode[];
  readonly writes: WriteCounts;
  /** What its runs met, by target and mode. */
  readonly coverage: readonly DriverCoverage[];
  /** Milliseconds, shrinking aside. */
  readonly took: number;
  /** Why it ended before its time; undefined if it did not. */
  readonly cause?: Error;
}

/** What a run with a driver counts as. */
export type DriverCount = DriverRecord['verdict']['kind'] | 'flaky';

/** Sees a campaign happen. */
export interface DriverView {
  /** The clusters are open, and the runs begin; this many were done by an earlier command. */
  begin(earlier: number): void;
  stage(text: string): void;
  /** A run is over; so many kinds of finding are known. */
  record(record: DriverRecord, kinds: number): void;
  /** Something became of a bundle that an earlier command left. */
  earlier(news: EarlierNews): void;
  /** It has ended: gives the reports to be written. */
  reports(campaign: DriverCampaign, records: () => Iterable<DriverRecord>): Reports;
}

/** A campaign with a driver whose clusters are open. */
export interface DriverProceeding extends Keeping<DriverRecord> {
  readonly driver: string;
  /** Makes the runs, but those that an earlier, interrupted command did, by seed and by replayed bundle. */
  readonly records: (
    done: ReadonlySet<string>,
    replayed: ReadonlySet<string>,
  ) => AsyncIterable<DriverRecord>;
  /** Gives the simplest run that is found wanting like the shortest one known. */
  readonly simplest: (
    found: FoundKind,
    output: OutputFolder<DriverRecord>,
  ) => Promise<DriverRecord>;
  /** How many of them are looked for at once. */
  readonly lanes: () => number;
  readonly signal?: AbortSignal;
}

/**
 * Takes a campaign with a driver from its first run to its reports; each kind of finding is shrunk in the end, and
 * saved as a bundle. What ends it before its first run is thrown.
 */
export async function proceedWithDriver(
  campaign: DriverProceeding,
  view: Omit<DriverView, 'earlier'>,
): Promise<DriverCampaign> {
  const { driver, origin, records, signal } = campaign;
  const output = openOutput(campaign);
  const { seeds: done, replayed } = doneIn(output);
  view.begin(done.size + replayed.size);
  const began = performance.now();
  const counts = new Counts();
  const findings = new Findings();
  const shown = new Set<string>();
  const take = (record: DriverRecord) => {
    const { replayed: file, mended, verdict } = record;
    if (file !== undefined && !mended && verdict.kind === 'fail') shown.add(file);
    counts.add(record);
    findings.add(record);
    view.record(record, findings.size);
  };
  const cause = await causeOf(takeIn(output, records(done, replayed), take), signal);
  const took = performance.now() - began;
  if (cause && !(cause instanceof Interrupted) && counts.name === undefined) throw cause;
  const found = await saved(findings.all(), campaign, output, view);
  removeRenamed(output, shown, found);
  const { modes, seed, target } = origin;
  const { runs, inconclusive, atStake, writes, coverage, name = driver } = counts;
  const owes = owedBy(Object.keys(atStake).filter(isOwedCode));
  const came = { runs, inconclusive, found, atStake, owes, writes, coverage };
  const ran = { ...came, took, ...(cause && { cause }) };
  const end = { ...{ driver, modes, seed, name }, target: counts.target ?? target, ...ran };
  conclude(
    output,
    view.reports(end, () => output.runs()),
  );
  return end;
}

/** What all runs come to. */
class Counts {
  readonly runs = { pass: 0, fail: 0, flaky: 0, inconclusive: 0 };
  readonly inconclusive: Record<string, number> = {};
  readonly atStake: Partial<Record<OwedCode, number>> = {};
  readonly #tallies = new DriverTallies();
  readonly #met = new DriverMet();
  name: string | undefined;
  target: string | undefined;

  /** What became of acknowledged writes. */
  get writes(): WriteCounts {
    return this.#tallies.writes;
  }

  get coverage(): readonly DriverCoverage[] {
    return this.#met.coverage;
  }

  add(record: DriverRecord): void {
    const { driver, target, verdict, flaky, atStake } = record;
    this.#tallies.add(record);
    this.#met.add(record);
    this.name = driver;
    this.target = target;
    for (const code of atStake) this.atStake[code] = (this.atStake[code] ?? 0) + 1;
    this.runs[flaky ? 'flaky' : verdict.kind] += 1;
    if (verdict.kind !== 'inconclusive') return;
    this.inconclusive[verdict.reason] = (this.inconclusive[verdict.reason] ?? 0) + 1;
  }
}

/** Shrinks each kind of finding, and saves it as a bundle. */
async function saved(
  all: readonly FoundKind[],
  { driver, simplest, lanes }: DriverProceeding,
  output: OutputFolder<DriverRecord>,
  view: Pick<DriverView, 'stage'>,
): Promise<FoundKind[]> {
  const done = new Map<FoundKind, FoundKind>();
  const save = async (found: FoundKind) => {
    const shortest = await simplest(found, output);
    const finding = findingOf(shortest, found.kind);
    const bundle = saveDriverBundle(output, { ...found, shortest }, driver);
    done.set(found, { ...found, shortest, ...(finding && { finding }), bundle });
  };
  for await (const _ of atOnce(all, { lanes }, save)) {
    view.stage(`shrinking: ${done.size} of ${all.length} kinds`);
  }
  return all.map((found) => done.get(found) ?? found);
}

/**
 * Removes those of the bundles that showed what they were saved for when they were replayed, and are saved under
 * another name now: what was flaky fails each time, or the other way round.
 */
function removeRenamed(
  { folder }: OutputFolder<DriverRecord>,
  shown: ReadonlySet<string>,
  found: readonly FoundKind[],
): void {
  const kept = new Set(found.map(({ bundle }) => bundle));
  for (const name of shown) {
    const file = join(folder, bundlesName, name);
    if (!kept.has(file) && existsSync(file)) remove(file);
  }
}
