import type { CampaignEnd } from '../conformance/campaign/conduct.ts';
import type { Agreement } from '../conformance/compare/compare.ts';
import type { CompareView, Disagreement } from '../conformance/compare/conduct.ts';
import type { RunRecord } from '../conformance/record.ts';
import { disagreementData, disagreementText } from './disagreement.ts';
import { durationText } from './duration.ts';
import { campaignExit } from './exit.ts';
import { progressLine } from './progress-line.ts';
import type { Screen } from './screen.ts';
import { type Heading, Summary } from './summary.ts';
import { total, verdictOf } from './tally.ts';

/** The version of a comparison's report. */
export const compareFormat = 1;

/** What a comparison's report says about it beside its runs. */
export interface CompareScreenOptions extends Omit<Heading, 'command'> {
  readonly screen: Screen;
  /** How many scenarios there will be, where that is known. */
  readonly runs?: number;
  /** Milliseconds that it may take, where that is given. */
  readonly time?: number;
  /** Whether a disagreement that a known deviation explains counts as one. */
  readonly strict: boolean;
}

/** Shows a comparison as it happens, and reports on it in the end. */
export class CompareScreen implements CompareView {
  readonly #options: CompareScreenOptions;
  readonly #summary: Summary;
  readonly #found: Disagreement[] = [];
  readonly #agreements: Record<Agreement, number> = { same: 0, 'another schedule': 0 };
  #began = performance.now();
  #stage: string | undefined;

  constructor(options: CompareScreenOptions) {
    this.#options = options;
    this.#summary = new Summary(options.strict);
    options.screen.follow(() => this.#line());
  }

  begin(): void {
    this.#began = performance.now();
    this.#stage = undefined;
    const { target, modes, seed, screen } = this.#options;
    screen.say(`compare ${target}, ${modes.join(' and ')} mode, seed ${seed}`);
  }

  stage(text?: string): void {
    this.#stage = text;
    this.#options.screen.refresh();
  }

  record(record: RunRecord): void {
    this.#stage = undefined;
    this.#summary.add(record);
  }

  loss(reason: Error): void {
    this.#options.screen.note(`work goes on without a lab: ${reason.message}`);
  }

  agreement(agreement: Agreement): void {
    this.#agreements[agreement] += 1;
  }

  disagreement(found: Disagreement): void {
    this.#stage = undefined;
    this.#found.push(found);
    const { screen, strict } = this.#options;
    screen.say(`\n${disagreementText(found, screen.paint, strict)}\n`);
  }

  reports(end: CampaignEnd) {
    const { screen, strict } = this.#options;
    const data = this.#data(end);
    screen.say(this.#endText(end));
    screen.result(data);
    const texts = this.#found.map((found) => `${disagreementText(found, undefined, strict)}\n\n`);
    return {
      'compare.json': [`${JSON.stringify(data, null, 2)}\n`],
      'compare.txt': [...texts, `${this.#countsText()}\n`],
    };
  }

  /** What the comparison comes to. */
  exit({ cause }: CampaignEnd): number {
    return campaignExit(verdictOf(this.#summary.tally), cause);
  }

  #data(end: CampaignEnd) {
    const { splitbrain, target, modes, seed, strict } = this.#options;
    const { fail, known, inconclusive } = this.#summary.tally;
    return {
      compare: compareFormat,
      ...{ splitbrain, target, modes, seed, strict, exit: this.exit(end) },
      ...(end.cause && { interrupted: end.cause.message }),
      took: Math.round(performance.now() - this.#began),
      scenarios: total(this.#summary.tally),
      same: this.#agreements.same,
      anotherSchedule: this.#agreements['another schedule'],
      ...{ known, unexplained: fail, inconclusive },
      disagreements: this.#found.map(disagreementData),
      inconclusiveBecause: this.#summary.reasons,
    };
  }

  #endText({ cause }: CampaignEnd): string {
    const { paint } = this.#options.screen;
    const kind = verdictOf(this.#summary.tally);
    const style = { pass: 'good', fail: 'bad', inconclusive: 'unsure' } as const;
    return [
      ...this.#summary.reasons.map(
        ({ reason, count, seed }) => `${paint('unsure', '????')}  ${count} x ${reason} (${seed})`,
      ),
      `${paint(style[kind], this.#countsText())} (${durationText(performance.now() - this.#began)})`,
      ...(cause === undefined ? [] : [`Ended early: ${cause.message}.`]),
    ].join('\n');
  }

  #countsText(): string {
    const { fail, known, inconclusive } = this.#summary.tally;
    const { same, 'another schedule': schedule } = this.#agreements;
    return (
      `${total(this.#summary.tally)} scenarios: ${same} the same, ${schedule} differ by their ` +
      `schedule alone, ${known} part as known, ${fail} part, ${inconclusive} inconclusive`
    );
  }

  #line(): string {
    const { runs, time } = this.#options;
    return progressLine({
      tally: this.#summary.tally,
      earlier: 0,
      elapsed: performance.now() - this.#began,
      ...(runs !== undefined && { runs }),
      ...(time !== undefined && { time }),
      ...(this.#stage !== undefined && { now: this.#stage }),
    });
  }
}
