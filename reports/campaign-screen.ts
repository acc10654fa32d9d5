import type { CampaignEnd, CampaignView } from '../conformance/campaign/conduct.ts';
import type { Failure } from '../conformance/campaign/failure.ts';
import type { Course } from '../conformance/course/course.ts';
import type { RunRecord } from '../conformance/record.ts';
import { endText, verdictLine } from './console.ts';
import { exits, failureOf } from './exit.ts';
import { failureText } from './failure.ts';
import { junit } from './junit.ts';
import { progressLine } from './progress-line.ts';
import type { Screen } from './screen.ts';
import { type Ending, type Heading, Summary } from './summary.ts';
import { verdictOf } from './tally.ts';

/** What a campaign's reports say about it beside its runs. */
export interface CampaignScreenOptions extends Heading {
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

  constructor(options: CampaignScreenOptions) {
    this.#options = options;
    this.#summary = new Summary(options.strict);
    options.screen.follow(() => this.#line());
  }

  begin(earlier: number): void {
    this.#began = performance.now();
    this.#earlier = earlier;
    this.#stage = undefined;
    const { command, target, modes, seed, screen } = this.#options;
    const went = earlier === 0 ? '' : `, going on after ${earlier} runs`;
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

  loss(reason: Error): void {
    this.#options.screen.note(`splitbrain: a lab is lost, the others go on: ${reason.message}`);
  }

  failure(failure: Failure): void {
    this.#stage = undefined;
    const { screen, strict, courseOf } = this.#options;
    const course = courseOf(failure.shrunk);
    screen.say(`\n${failureText(failure, screen.paint, strict, course)}\n`);
  }

  reports(end: CampaignEnd, records: Iterable<RunRecord>) {
    const { screen, splitbrain, command, target, modes, seed } = this.#options;
    const ending = this.#ending(end);
    const heading = { splitbrain, command, target, modes, seed };
    const { failures, totals } = end;
    const data = this.#summary.data(heading, failures, totals, ending);
    screen.say(endText(this.#summary, failures, totals, ending, screen.paint));
    screen.result(data);
    const bundles = new Map(
      failures.flatMap(({ seeds, bundle }) =>
        bundle === undefined ? [] : seeds.map((known) => [known, bundle] as const),
      ),
    );
    const suite = {
      name: `${command} on ${target}`,
      tally: this.#summary.tally,
      strict: this.#options.strict,
      bundleFor: (record: RunRecord) => bundles.get(record.seed),
    };
    return {
      'summary.json': [`${JSON.stringify(data, null, 2)}\n`],
      'junit.xml': junit(suite, records),
    };
  }

  /** What the campaign comes to. */
  exit({ cause }: CampaignEnd): number {
    const exit = exits[verdictOf(this.#summary.tally)];
    if (cause === undefined) return exit;
    const early = failureOf(cause, false).exit;
    return early === exits.inconclusive && exit === exits.fail ? exit : early;
  }

  #ending(end: CampaignEnd): Ending {
    const took = Math.round(performance.now() - this.#began);
    const early = end.cause && { interrupted: end.cause.message, goOn: this.#options.goOn };
    return { exit: this.exit(end), took, earlier: this.#earlier, ...early };
  }

  #line(): string {
    const { runs, time } = this.#options;
    return progressLine({
      tally: this.#summary.tally,
      earlier: this.#earlier,
      elapsed: performance.now() - this.#began,
      ...(runs !== undefined && { runs }),
      ...(time !== undefined && { time }),
      ...(this.#stage !== undefined && { now: this.#stage }),
    });
  }
}
