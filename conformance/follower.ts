import { type Command, siteOf } from '../model/events.ts';
import { type Site, sites } from '../model/site.ts';
import type { Stepper } from '../model/stepper.ts';
import { changesRole, requestOf } from '../scenarios/events.ts';
import type { Step } from '../scenarios/step.ts';
import { Oracle } from './oracle/oracle.ts';
import type { Sight, Sights } from './oracle/sight.ts';
import type { StepRecord, WriteCounts } from './record.ts';
import { type Answer, type Pair, type Target, TargetFailure } from './target.ts';
import type { Contradiction } from './verdict.ts';
import { WriteTally } from './write-tally.ts';

const nothingSeen: Sights = { a: {}, b: {} };

/** Takes a pair through a scenario, one step at a time, and has the oracle follow. */
export class Follower {
  readonly records: StepRecord[] = [];
  readonly #pair: Pair;
  readonly #oracle: Oracle;
  readonly #patience: Target['patience'];
  readonly #tally = new WriteTally();
  #writesBegun = 0;

  constructor(pair: Pair, model: Stepper, patience: Target['patience']) {
    this.#pair = pair;
    this.#oracle = new Oracle(model);
    this.#patience = patience;
  }

  /** What became of the acknowledged writes. */
  writes(): WriteCounts {
    return this.#tally.counts();
  }

  /** Does one step; returns what it broke. */
  async step(step: Step): Promise<Contradiction | undefined> {
    const request = requestOf(step);
    if (request.kind === 'settle') return this.#settle(step);
    if (request.kind === 'let') return this.#let(step, request.internal);
    if (request.kind === 'fault') {
      const answer = await this.#pair.perform(step, []);
      this.#oracle.fault(request.fault);
      return this.#look(step, { answer });
    }
    for (const command of request.commands) {
      const single: Step = step.do === 'write' ? { ...step, blocks: 1 } : step;
      const failed = await this.#command(single, command);
      if (failed !== undefined) return failed;
    }
    return undefined;
  }

  async #command(step: Step, command: Command) {
    const site = siteOf(command);
    if (step.do === 'write') this.#writesBegun += 1;
    const writes = step.do === 'write' ? [this.#writesBegun] : [];
    const answer = await this.#pair.perform(step, writes);
    const failed = this.#oracle.command(command, site, answer, writes[0]);
    if (answer === 'ok') for (const write of writes) this.#tally.acknowledge(write, site);
    const done = { answer, ...(writes.length > 0 && { writes }) };
    if (failed !== undefined) {
      this.#record(step, done, nothingSeen);
      return failed;
    }
    const changed = answer === 'ok' && changesRole(step);
    const contradiction = await this.#look(step, done, changed ? site : undefined);
    if (changed && step.do === 'promote' && step.force) this.#tally.force(site);
    return contradiction ?? expectation(step, answer, site);
  }

  /** Looks at the roles of both sites, and at the content of the one whose role changed. */
  async #look(
    step: Step,
    done: Partial<StepRecord>,
    changed?: Site,
  ): Promise<Contradiction | undefined> {
    const sights: Record<Site, Sight> = { a: {}, b: {} };
    let failed: Contradiction | undefined;
    for (const site of sites) {
      const role = await this.#role(site);
      const content = site === changed ? await this.#pair.content(site) : undefined;
      sights[site] = { role, ...(content !== undefined && { content }) };
      failed ??= this.#oracle.saw(site, sights[site]);
    }
    this.#record(step, done, sights);
    return failed;
  }

  /** Looks until both sites show, and go on showing, what a pair shows that has settled. */
  async #settle(step: Step): Promise<Contradiction | undefined> {
    const deadline = this.#pair.now() + this.#patience.limit;
    let before = '';
    let suspectSince = Number.POSITIVE_INFINITY;
    for (;;) {
      const sights = await this.#fullSights();
      const idle = this.#pair.idle?.();
      const steady = idle ?? JSON.stringify(sights) === before;
      const settled = steady && this.#oracle.settles(sights, idle === true);
      // A role that cannot be needs no waiting for: it is wrong once it is no passing one.
      const suspect = !settled && this.#suspects(sights);
      suspectSince = suspect ? Math.min(suspectSince, this.#pair.now()) : Number.POSITIVE_INFINITY;
      const wrong = suspect && this.#pair.now() - suspectSince >= this.#patience.transient;
      const over = settled || wrong || idle === true || this.#pair.now() >= deadline;
      before = JSON.stringify(sights);
      if (!over) {
        await this.#pair.pause(this.#patience.poll);
        continue;
      }
      this.#record(step, {}, sights);
      if (!settled) return this.#oracle.unsettled(sights);
      return undefined;
    }
  }

  /** Whether a role is seen that the image cannot have. */
  #suspects(sights: Sights): boolean {
    return sites.some((site) => {
      const { role } = sights[site];
      return role !== undefined && !this.#oracle.allowsRole(site, role);
    });
  }

  /** The role at a site; one that cannot be is looked at again until it can no longer be passing. */
  async #role(site: Site): Promise<NonNullable<Sight['role']>> {
    const end = this.#pair.now() + this.#patience.transient;
    for (;;) {
      const role = await this.#pair.role(site);
      if (this.#oracle.allowsRole(site, role) || this.#pair.now() >= end) return role;
      await this.#pair.pause(this.#patience.poll);
    }
  }

  async #let(step: Step, internal: Parameters<NonNullable<Pair['take']>>[0]) {
    if (this.#pair.take === undefined) return this.#settle(step);
    if (!this.#pair.take(internal)) {
      throw new TargetFailure(`${internal} is not possible here: the step no longer applies`);
    }
    this.#record(step, {}, nothingSeen);
    return undefined;
  }

  async #fullSights(): Promise<Sights> {
    const sights: Record<Site, Sight> = { a: {}, b: {} };
    for (const site of sites) {
      const role = await this.#pair.role(site);
      const content = await this.#pair.content(site);
      const status = await this.#pair.status(site);
      sights[site] = { role, content, status };
    }
    return sights;
  }

  #record(step: Step, done: Partial<StepRecord>, sights: Sights): void {
    for (const site of sites) {
      const { role, content } = sights[site];
      if (content !== undefined) this.#tally.read(site, content);
      else if (role === 'absent') this.#tally.read(site, 'absent');
    }
    this.records.push({
      step,
      at: this.#pair.now(),
      daemons: this.#pair.daemonSteps?.() ?? [],
      ...done,
      sights,
      possible: this.#oracle.belief.size,
    });
  }
}

/** Whether the scenario asked for another outcome than the one it got. */
function expectation(step: Step, answer: Answer, site: Site): Contradiction | undefined {
  const expected = 'expect' in step ? step.expect : undefined;
  if (expected === undefined || expected === answer) return undefined;
  return { code: 'expectation', aspect: 'outcome', site, seen: answer, allowed: [expected] };
}
