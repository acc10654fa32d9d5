import type { CampaignEnd, CampaignView } from '../conformance/campaign/conduct.ts';
import type { Failure } from '../conformance/campaign/failure.ts';
import type { EarlierNews } from '../conformance/campaign/replay-bundles.ts';
import type { Course } from '../conformance/course/course.ts';
import type { SummaryData } from '../conformance/output/summary.ts';
import type { RunRecord } from '../conformance/record.ts';
import { campaignReports, casesOf } from './campaign-reports.ts';
import { caseOf } from './case.ts';
import { earlierLine, endText, verdictLine } from './console.ts';
import { campaignExit } from './exit.ts';
import { failureText } from './failure.ts';
import { progressLine } from './progress-line.ts';
import type { Screen } from './screen.ts';
import { type CampaignHeading, type Ending, failureData, overallOf, Summary } from './summary.ts';
import { total, verdictOf } from './tally.ts';

/** What a campaign's reports say about it beside its runs. */
export interface CampaignScreenOptions extends CampaignHeading {
  readonly screen: Screen;
  /** How many runs there will be, where that is known. */
  readonly runs?: number | undefined;
  /** Milliseconds that it may take, where that is given. */
  readonly time?: number | undefined;
  /** Whether to show a line for each run. */
  readonly each: boolean;
  /** Whether a failure that a known deviation explains counts as a failure. */
  readonly strict: boolean;
  /** The command that goes on with it. */
  readonly goOn: string;
  /** Milliseconds that its runs took, where they were made before. */
  readonly took?: number;
  /** Tells the course that a run took. */
  readonly courseOf: (record: RunRecord) => Course;
}

/** Shows a campaign as it happens, and reports on it in the end. */
export class CampaignScreen implements CampaignView {
  readonly #options: CampaignScreenOptions;
  readonly #summary: Summary;
  #began = performance.now();
  #earlier = 0;
  #stage: string | undefined;
  #data: SummaryData | undefined;

  constructor(options: CampaignScreenOptions) {
    this.#options = options;
    this.#summary = new Summary(options.strict);
    options.screen.follow(() => this.#line());
  }

  /** What it came to, once it has ended. */
  get data(): SummaryData | undefined {
    return this.#data;
  }

  begin(earlier: number): void {
    this.#began = performance.now();
    this.#earlier = earlier;
    this.#stage = undefined;
    const { command, target, modes, seed, screen } = this.#options;
    const went =
      earlier === 0 || this.#options.took !== undefined ? '' : `, going on after ${earlier} runs`;
    screen.say(`${command} on ${target}, ${modes.join(' and ')} mode, seed ${seed}${went}`);
  }

  stage(text?: string): void {
    this.#stage = text;
    this.#options.screen.refresh();
  }

  record(record: RunRecord): void {
    this.#stage = undefined;
    this.#summary.add(record);
    const { screen, each, strict } = this.#options;
    if (each) screen.say(verdictLine(record, screen.paint, strict));
  }

  earlier(news: EarlierNews): void {
    const { screen, strict } = this.#options;
    screen.say(earlierLine(news, screen.paint, strict));
  }

  loss(reason: Error): void {
    this.#options.screen.note(`splitbrain: a lab is lost, the others go on: ${reason.message}`);
  }

  failure(failure: Failure): void {
    this.#stage = undefined;
    const { screen, strict, courseOf } = this.#options;
    const course = courseOf(failure.shrunk);
    screen.say(`\n${failureText(failure, screen.paint, strict, course)}\n`);
  }

  reports(end: CampaignEnd, records: () => Iterable<RunRecord>) {
    const { screen, splitbrain, command, target, modes, seed, shard, asked, strict } =
      this.#options;
    const ending = this.#ending(end);
    const heading = { splitbrain, command, target, modes, seed, asked, ...(shard && { shard }) };
    const { failures, totals } = end;
    const told = failures.flatMap(failureData);
    const data = this.#summary.data(heading, told, overallOf(totals), ending);
    this.#data = data;
    screen.say(endText(this.#summary, failures, totals, ending, screen.paint));
    screen.result(data);
    const bundles = new Map(
      failures.flatMap(({ seeds, bundle }) => seeds.map((known) => [known, bundle] as const)),
    );
    const context = { strict, bundleFor: (record: RunRecord) => bundles.get(record.seed) };
    return campaignReports(data, () => casesOf(records(), (record) => caseOf(record, context)));
  }

  /** What the campaign comes to. */
  exit({ cause }: CampaignEnd): number {
    return campaignExit(verdictOf(this.#summary.tally), cause);
  }

  #ending(end: CampaignEnd): Ending {
    const { runs, goOn, took } = this.#options;
    const exit = this.exit(end);
    const { tally, replayed } = this.#summary;
    const left = runs === undefined ? {} : { left: runs - (total(tally) - replayed) };
    if (took !== undefined) return { exit, took, earlier: 0, ...left };
    const early = end.cause && { interrupted: end.cause.message, goOn };
    const elapsed = Math.round(performance.now() - this.#began);
    return { exit, took: elapsed, earlier: this.#earlier, ...left, ...early };
  }

  #line(): string {
    const { runs, time } = this.#options;
    return progressLine({
      tally: this.#summary.tally,
      earlier: this.#earlier,
      elapsed: performance.now() - this.#began,
      ...(runs !== undefined && { runs: runs + this.#summary.replayed }),
      ...(time !== undefined && { time }),
      ...(this.#stage !== undefined && { now: this.#stage }),
    });
  }
}
