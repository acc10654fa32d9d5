import { statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { check } from '../../conformance/campaign/campaign.ts';
import { savedFailures } from '../../conformance/campaign/saved.ts';
import { RunTeller } from '../../conformance/cli/run-teller.ts';
import type { Course } from '../../conformance/course/course.ts';
import type { RunRecord } from '../../conformance/record.ts';
import { simTarget } from '../../conformance/targets/sim.ts';
import { deviations } from '../../model/deviations.ts';
import { modes } from '../../model/site.ts';
import { Browsed, whyNotBrowsed } from './browsed.ts';
import { buildLook } from './build.ts';
import type { Look } from './look.ts';
import { reportPage } from './page.ts';

if (whyNotBrowsed !== undefined) {
  test('a report is looked at in a real browser', (context) => context.skip(whyNotBrowsed));
}

/** A teller that tells the course of a run once, however often the run is repeated under other seeds. */
class Repeating extends RunTeller {
  readonly #known = new Map<RunRecord['steps'], Course>();

  override courseOf(record: RunRecord): Course {
    const known = this.#known.get(record.steps) ?? super.courseOf(record);
    this.#known.set(record.steps, known);
    return known;
  }

  override count(): void {}
}

const bug = deviations.find(({ name }) => name === 'forced-promotion-rolls-back-too-far');
const target = 'sim with forced-promotion-rolls-back-too-far';
const logs = {
  a: [{ at: 100, text: '7f2a -1 rbd::mirror::Mirror: run: enter' }],
  b: [{ at: 90, text: '7f2b -1 rbd::mirror::ImageReplayer: split-brain' }],
};
let browsed: Browsed;
let look: Look;
let runs: RunRecord[] = [];

/** So many runs, those that were made under other seeds again and again. */
const repeated = (count: number): RunRecord[] =>
  Array.from({ length: count }, (_, index) => {
    const run = runs[index % runs.length];
    if (run === undefined) throw new Error('no runs');
    return index < runs.length ? run : { ...run, seed: `${run.seed}.${index}` };
  });

function reportOf(count: number): string {
  const records = repeated(count);
  const page = reportPage({
    heading: { splitbrain: '0', command: 'check', target, modes, seed: 'report' },
    strict: true,
    failures: savedFailures(browsed.folder, records),
    records: () => records,
    teller: count > runs.length ? new Repeating() : new RunTeller(),
    look,
  });
  return browsed.keep(`${count}.html`, page);
}

const opened = (file: string, hash?: string) => browsed.open(file, hash);

describe.skipIf(whyNotBrowsed)('a report, in a real Chromium', { timeout: 120_000 }, () => {
  beforeAll(async () => {
    browsed = await Browsed.start();
    look = await buildLook();
    for await (const run of check({ target: simTarget(bug), modes, seed: 'lost', runs: 20 })) {
      runs.push(run);
    }
    runs = runs.sort((one, other) => Number(hasFailed(other)) - Number(hasFailed(one)));
    expect(hasFailed(runs[0])).toBe(true);
    runs = runs.map((run, index) => (index === 0 ? { ...run, logs } : run));
  }, 60_000);
  afterAll(async () => {
    await browsed.close();
    expect(browsed.complaints).toEqual([]);
  });

  test('of one run shows it, and all of its tabs', async () => {
    const page = await opened(reportOf(1));
    expect(await page.locator('tbody tr[aria-rowindex]').count()).toBe(1);
    for (const name of ['Overview', 'Coverage', 'RPO and RTO', 'Seeds', 'Scenarios']) {
      await page.getByRole('link', { name, exact: true }).click();
      await page.getByRole('link', { name, exact: true, includeHidden: false }).waitFor();
      expect(await page.locator('main > section').count()).toBe(1);
    }
  });

  test('keeps its filter and its search in the address, so that they survive a reload', async () => {
    const page = await opened(reportOf(100));
    await page.getByRole('button', { name: /^failed/ }).click();
    await page.getByRole('searchbox').fill('snapshot');
    const expected = repeated(100).filter(
      (run) => hasFailed(run) && run.mode === 'snapshot',
    ).length;
    const count = () => page.locator('tbody tr[aria-rowindex]').count();
    await expect.poll(count).toBe(expected);
    await expect.poll(() => page.url()).toContain('status=fail&q=snapshot');
    await page.reload();
    await page.waitForSelector('main');
    expect(await count()).toBe(expected);
    expect(await page.getByRole('searchbox').inputValue()).toBe('snapshot');
    await page.goBack();
    await expect.poll(count).toBeGreaterThan(expected);
  });

  test('marks the moment of a failure, tells the lost write, and copies the command to replay it', async () => {
    const page = await opened(join(browsed.folder, '100.html'), `#run=${runs[0]?.seed}`);
    await page.waitForSelector('.verdict');
    expect(await page.locator('.failed').count()).toBe(1);
    expect(await page.locator('.moments .failing').textContent()).toContain('promote b --force');
    expect(await page.locator('.verdict mark').textContent()).toMatch(/^Lost at b: write \d+, ack/);
    expect(await page.locator('.difference .allowed').textContent()).toMatch(/writes/);
    expect(await page.locator('.logs tbody tr').allTextContents()).toEqual([
      expect.stringMatching(/^90 msb.*split-brain$/),
      expect.stringMatching(/^100 msa.*enter$/),
    ]);
    await page.locator('.replay .copy').click();
    await expect
      .poll(() => page.evaluate('navigator.clipboard.readText()'))
      .toBe(`npx splitbrain replay ${runs[0]?.seed} --with forced-promotion-rolls-back-too-far`);
  });

  test('steps through a run by keys and by scrubbing, all of its parts at once', async () => {
    const page = await opened(join(browsed.folder, '100.html'), `#run=${runs[0]?.seed}`);
    await page.waitForSelector('.chart');
    const at = async () => [
      Number(await page.locator('.chart').getAttribute('aria-valuenow')),
      await page.locator('.moments li:has([aria-current]) .what').textContent(),
      (await page.locator('.states h2').textContent())?.replace('After ', ''),
    ];
    await page.keyboard.press('Home');
    await expect.poll(() => page.locator('.states h2').textContent()).toBe('At the start');
    await page.keyboard.press('ArrowRight');
    await expect.poll(at).toEqual([1, 'create a', 'create a']);
    const [, ...lines] = await page.locator('.moments li').all();
    await page.keyboard.press('End');
    await expect.poll(async () => (await at())[0]).toBe(lines.length);
    await page.keyboard.press('ArrowLeft');
    await expect.poll(async () => (await at())[0]).toBe(lines.length - 1);
    await page.locator('.chart').click({ position: { x: 120, y: 60 } });
    await expect.poll(async () => Number((await at())[0])).toBeLessThan(lines.length - 1);
    const [, what, after] = await at();
    expect(what).toBe(after);
    await expect.poll(() => page.url()).toMatch(/&at=\d+$/);
  });

  test('shows a run to the scale of time, and keeps that in the address', async () => {
    const page = await opened(reportOf(1), `#run=${runs[0]?.seed}`);
    await page.waitForSelector('.chart');
    const widths = async () =>
      page
        .locator('.axis .grid')
        .evaluateAll((lines) => lines.map((line) => Number(line.getAttribute('x1'))));
    const gaps = (all: number[]) => new Set(all.slice(1).map((x, index) => x - (all[index] ?? 0)));
    expect(gaps(await widths()).size).toBe(1);
    await page.getByRole('button', { name: 'to scale' }).click();
    await expect.poll(() => page.url()).toContain('scale=time');
    expect(gaps(await widths()).size).toBeGreaterThan(2);
    await page.reload();
    await page.waitForSelector('.chart');
    expect(gaps(await widths()).size).toBeGreaterThan(2);
    const last = await page.locator('.chart').getAttribute('aria-valuemax');
    await page.keyboard.press('End');
    await expect.poll(() => page.locator('.chart').getAttribute('aria-valuenow')).toBe(last);
  });

  test('tells what the runs met, and on request what none of them did', async () => {
    const page = await opened(reportOf(runs.length));
    await page.getByRole('link', { name: 'Coverage', exact: true }).click();
    const cells = page.locator('.heat:has(caption:has-text("Commands")) tbody tr', {
      has: page.locator('th', { hasText: /^promote/ }),
    });
    const met = async () =>
      (await cells.locator('td:not(.unmet)').allTextContents()).reduce(
        (sum, text) => sum + text.split('+').reduce((all, one) => all + Number(one), 0),
        0,
      );
    const asked = runs.flatMap((run) => run.steps.filter(({ step }) => step.do === 'promote'));
    await expect.poll(met).toBe(asked.length);
    const unmet = page.locator('.heat td.unmet');
    const before = await unmet.count();
    await page.getByRole('checkbox').check();
    await expect.poll(() => unmet.count()).toBeGreaterThan(before);
    expect(await met()).toBe(asked.length);
  });

  test('of 10,000 runs is under 20 MB, and shows any of them', async () => {
    const file = reportOf(10_000);
    expect(statSync(file).size).toBeLessThan(20e6);
    const page = await opened(file);
    expect(await page.getByRole('status').textContent()).toBe('10,000 scenarios');
    expect(await page.locator('tbody tr').count()).toBeLessThan(200);
    await page.getByRole('searchbox').fill('.9999');
    await page.locator('td.seed a').first().click();
    await page.waitForSelector('.chart');
    expect(await page.locator('.verdict h1').textContent()).toContain('.9999');
  });
});

const hasFailed = (run: RunRecord | undefined): boolean => run?.verdict.kind === 'fail';
