import { type Mode, modes, type Site } from '../../../model/site.ts';
import type { FaultStep } from '../../../scenarios/events.ts';
import { faultStepOf } from '../../../scenarios/volumes/amid.ts';
import type { VolumeStep } from '../../../scenarios/volumes/step.ts';
import { siteAskedFor } from '../../course/driven-failovers.ts';
import { Faults, faultStepIn } from '../faults.ts';
import { type OwedCode, owedBy } from '../obligations.ts';
import type { DriverRecord, VolumeSight, VolumeStepRecord } from '../record.ts';
import { TableCells } from './cells.ts';
import { situationOf, standingOf } from './standing.ts';
import { type DriverCoverage, type DriverTableName, requestNames, tables } from './tables.ts';

const requests: readonly string[] = requestNames;
const aboutVolumes: readonly string[] = tables.volumes.rows;

/** Counts what runs with a driver met, each target and each mode by itself. */
export class DriverMet {
  readonly #gathered = new Map<string, Gathered>();

  /** Counts one more run. */
  add(record: DriverRecord): void {
    const { target, mode } = record;
    const known = this.#gathered.get(`${target} ${mode}`) ?? new Gathered(target, mode);
    this.#gathered.set(`${target} ${mode}`, known);
    known.add(record);
  }

  /** What was met so far, by target and mode. */
  get coverage(): readonly DriverCoverage[] {
    const order = (one: DriverCoverage, other: DriverCoverage) =>
      one.target.localeCompare(other.target) || modes.indexOf(one.mode) - modes.indexOf(other.mode);
    return [...this.#gathered.values()].map((one) => one.coverage).sort(order);
  }
}

/** What is so in a run, from step to step. */
interface Now {
  readonly faults: Faults;
  active: Site;
  sights: Readonly<Record<string, VolumeSight>>;
}

class Gathered {
  readonly #target: string;
  readonly #mode: Mode;
  readonly #fates: { readonly stake: readonly OwedCode[]; readonly broken: ReadonlySet<string> }[] =
    [];
  readonly #cells: Readonly<Record<Exclude<DriverTableName, 'obligations'>, TableCells>> = {
    requests: new TableCells('requests'),
    answers: new TableCells('answers'),
    volumes: new TableCells('volumes'),
    faults: new TableCells('faults'),
    calls: new TableCells('calls'),
  };

  constructor(target: string, mode: Mode) {
    this.#target = target;
    this.#mode = mode;
  }

  add({ steps, atStake, verdict }: DriverRecord): void {
    const broken = new Set(verdict.kind === 'fail' ? verdict.findings.map(({ code }) => code) : []);
    this.#fates.push({ stake: atStake, broken });
    const now: Now = { faults: new Faults(), active: 'a', sights: {} };
    for (const done of steps) this.#step(done, now);
  }

  #step(done: VolumeStepRecord, now: Now): void {
    const { step, answer, struck, calls = [], sights } = done;
    for (const { call, error } of calls) this.#cells.calls.add(call, error ?? 'ok');
    if (requests.includes(step.do) && answer !== 'skipped') this.#request(done, now);
    const fault = faultStepIn(step);
    if (fault !== undefined) this.#fault(fault, placeOf(fault, now.active), now);
    const amid = struck && faultStepOf(struck.strikes);
    if (amid !== undefined) this.#fault(amid, `amid a ${step.do}`, now);
    else if (struck !== undefined) this.#cells.faults.add('restart', `amid a ${step.do}`);
    if (step.do === 'repair') now.faults.clear();
    if (answer === 'ok') now.active = siteAskedFor(step) ?? now.active;
    now.sights = sights;
  }

  #request({ step, answer, struck }: VolumeStepRecord, now: Now): void {
    const situation = situationOf(now.faults, now.active, struck !== undefined);
    this.#cells.requests.add(step.do, situation, answer);
    this.#cells.answers.add(step.do, answer);
    if (!aboutVolumes.includes(step.do)) return;
    for (const sight of volumesAsked(step, now.sights)) {
      this.#cells.volumes.add(step.do, standingOf(sight), answer);
    }
  }

  #fault(fault: FaultStep, place: string, { faults }: Now): void {
    this.#cells.faults.add(fault.do, place);
    faults.note(fault);
  }

  get coverage(): DriverCoverage {
    const { requests, answers, volumes, faults, calls } = this.#cells;
    const asked = { requests: requests.rows, answers: answers.rows, volumes: volumes.rows };
    const beside = { faults: faults.rows, calls: calls.rows };
    const runs = { target: this.#target, mode: this.#mode, runs: this.#fates.length };
    return { ...runs, tables: { ...asked, ...beside, obligations: this.#obligations().rows } };
  }

  /** What became of each obligation, in how many runs: only with all of them is it known which there are. */
  #obligations(): TableCells {
    const cells = new TableCells('obligations');
    const stake = [...new Set(this.#fates.flatMap((one) => one.stake))];
    for (const code of owedBy(stake)) {
      for (const one of this.#fates) {
        const kept = one.stake.includes(code) ? 'kept' : 'not at stake';
        cells.add(code, one.broken.has(code) ? 'broken' : kept);
      }
    }
    return cells;
  }
}

const placeOf = (fault: FaultStep, active: Site): string => {
  if (!('site' in fault)) return 'link';
  return fault.site === active ? 'active site' : 'other site';
};

/** How the volumes stand of which a step asks something: one, what it is made from, or all of them. */
function volumesAsked(step: VolumeStep, sights: Now['sights']): readonly VolumeSight[] {
  if (step.do === 'failover' || step.do === 'failback') return Object.values(sights);
  const asked = 'from' in step ? step.from : 'volume' in step ? step.volume : undefined;
  const sight = asked === undefined ? undefined : sights[asked];
  return sight === undefined ? [] : [sight];
}
