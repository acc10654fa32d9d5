import type { EarlierNews } from '../conformance/campaign/replay-bundles.ts';
import type { FoundKind } from '../conformance/drivers/found.ts';
import type { DriverCampaign, DriverView } from '../conformance/drivers/proceed.ts';
import type { DriverRecord } from '../conformance/drivers/record.ts';
import type { FailureData, SummaryData } from '../conformance/output/summary.ts';
import { campaignReports, casesOf } from './campaign-reports.ts';
import { driverCaseOf } from './case.ts';
import { replayBundle, replayDriven } from './commands.ts';
import { earlierLine } from './console.ts';
import { coverageData } from './coverage.ts';
import { type CardContext, driverCardText } from './driver-card.ts';
import { campaignExit } from './exit.ts';
import { numberText, perMinute } from './number.ts';
import type { Screen } from './screen.ts';
import { type CampaignHeading, type Ending, Summary } from './summary.ts';
import { total, verdictOf } from './tally.ts';
import { volumeStepText } from './volume-text.ts';

/** What the reports of a campaign with a driver say about it beside its runs. */
export interface DriverScreenOptions extends CampaignHeading, CardContext {
  readonly driver: string;
  readonly screen: Screen;
  /** How many runs there will be, where that is known. */
  readonly runs?: number | undefined;
  /** The command that goes on with it. */
  readonly goOn: string;
  /** Milliseconds that its runs took, where they were made before. */
  readonly took?: number;
}

/** Shows a campaign with a driver as it happens, and reports on it in the end. */
export class DriverScreen implements DriverView {
  readonly #options: DriverScreenOptions;
  readonly #summary: Summary;
  #owes: readonly string[] = [];
  #began = performance.now();
  #earlier = 0;
  #doing = 'starting';
  #data: SummaryData | undefined;

  constructor(options: DriverScreenOptions) {
    this.#options = options;
    this.#summary = new Summary(false, () => this.#owes);
    const { screen, command, driver } = options;
    screen.follow(() => `${command} ${driver}: ${this.#doing}`);
  }

  /** What it came to, once it has ended. */
  get data(): SummaryData | undefined {
    return this.#data;
  }

  begin(earlier: number): void {
    this.#began = performance.now();
    this.#earlier = earlier;
    if (earlier > 0 && this.#options.took === undefined) {
      this.#options.screen.say(`going on after ${numberText(earlier)} runs`);
    }
  }

  earlier(news: EarlierNews): void {
    const { screen } = this.#options;
    screen.say(earlierLine(news, screen.paint));
  }

  stage(text: string): void {
    this.#doing = text;
    this.#options.screen.refresh();
  }

  record(record: DriverRecord, kinds: number): void {
    this.#summary.add(record);
    const runs = total(this.#summary.tally);
    const rate = perMinute(runs - this.#earlier, performance.now() - this.#began);
    this.stage(`${numberText(runs)} runs, ${kinds} kinds of finding, ${rate} a minute`);
  }

  reports(campaign: DriverCampaign, records: () => Iterable<DriverRecord>) {
    const { screen, driver, splitbrain, command, target, modes, seed, shard, asked } =
      this.#options;
    const heading = { splitbrain, command, target, modes, seed, driver, asked };
    const failures = campaign.found.map((found) => this.#failure(found));
    const { writes, coverage } = campaign;
    this.#owes = campaign.owes;
    const ending = this.#ending(campaign);
    const data = this.#summary.data(
      { ...heading, ...(shard && { shard }) },
      failures,
      { writes, coverage: coverage.map(coverageData) },
      ending,
    );
    this.#data = data;
    screen.say(driverCardText({ ...campaign, took: ending.took }, this.#options, screen.paint));
    screen.result(data);
    const bundles = new Map(
      campaign.found.flatMap(({ seeds, bundle }) => seeds.map((known) => [known, bundle] as const)),
    );
    const context = {
      ...{ driver, owed: this.#options.owed },
      bundleFor: (record: DriverRecord) => bundles.get(record.seed),
    };
    return campaignReports(data, () =>
      casesOf(records(), (record) => driverCaseOf(record, context)),
    );
  }

  /** What the campaign comes to. */
  exit({ cause }: DriverCampaign): number {
    return campaignExit(verdictOf(this.#summary.tally), cause);
  }

  #ending(campaign: DriverCampaign): Ending {
    const { runs, goOn, took } = this.#options;
    const { tally, replayed } = this.#summary;
    const left = runs === undefined ? {} : { left: runs - (total(tally) - replayed) };
    const exit = this.exit(campaign);
    if (took !== undefined) return { exit, took, earlier: 0, ...left };
    const early = campaign.cause && { interrupted: campaign.cause.message, goOn };
    return {
      ...{ exit, took: Math.round(campaign.took), earlier: this.#earlier },
      ...left,
      ...early,
    };
  }

  #failure(found: FoundKind): FailureData {
    const { kind, mode, finding, shortest, seeds, flaky, bundle } = found;
    const { driver, owed } = this.#options;
    const [seed = shortest.seed] = seeds;
    const wholeRun = replayDriven({ seed, target: shortest.target }, driver);
    return {
      ...{ code: finding.code, claim: owed[finding.code], mode, scenario: shortest.scenario },
      ...{ aspect: kind.slice(finding.code.length + 2), seen: finding.saw },
      ...(flaky && { flaky }),
      steps: shortest.steps.slice(0, finding.step + 1).map(({ step }) => volumeStepText(step)),
      ...{ count: seeds.length, seeds: seeds.slice(0, 20) },
      ...(bundle !== undefined && { bundle, replay: replayBundle(bundle) }),
      ...(wholeRun !== undefined && { wholeRun }),
    };
  }
}
