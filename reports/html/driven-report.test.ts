import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RunTeller } from '../../conformance/cli/run-teller.ts';
import { Browsed, whyNotBrowsed } from './browsed.ts';
import { buildLook } from './build.ts';
import { drivenExample, drivenReport } from './driver-example.ts';
import { reportPage } from './page.ts';

describe.skipIf(whyNotBrowsed)('a report of a run with a driver, in a real Chromium', () => {
  let browsed: Browsed;
  let file = '';
  beforeAll(async () => {
    browsed = await Browsed.start();
    const parts = { ...drivenReport, teller: new RunTeller(), look: await buildLook() };
    file = browsed.keep('driven.html', reportPage(parts));
  });
  afterAll(async () => {
    await browsed.close();
    expect(browsed.complaints).toEqual([]);
  });

  const replay = "npx splitbrain replay sb1-journal-driven.1 --driver 'python3 x.py'";
  const opened = () => browsed.open(file, `#run=${drivenExample.seed}`);

  test('tells what it was found wanting in, and what it called', async () => {
    const page = await opened();
    await page.waitForSelector('.chart');
    expect(await page.locator('.findings').textContent()).toContain('write 1 cannot be read at b');
    expect(await page.locator('.findings .explained mark').textContent()).toBe(
      'Lost: write 1, acknowledged in step 2, and lost in 3.',
    );
    expect(await page.locator('.moments .failing').textContent()).toContain('failover');
    expect(await page.locator('.verdict .command code').textContent()).toBe(replay);
    // Both before anything is shown anew, as on a machine with much to do.
    const press = (key: string) => `dispatchEvent(new KeyboardEvent('keydown', { key: '${key}' }))`;
    await page.evaluate(`${press('Home')}; ${press('ArrowDown')}`);
    await expect.poll(() => page.locator('.calls').textContent()).toContain('mirror_image_enable');
  });

  test('tells what was met, how long its failovers took, and what they lost', async () => {
    const page = await opened();
    await page.getByRole('link', { name: 'Coverage', exact: true }).click();
    expect(await page.locator('.driven caption').allTextContents()).toContainEqual(
      expect.stringContaining('Requests, by the answer'),
    );
    const owed = page.locator('.heat:has(caption:has-text("what is owed")) tbody tr');
    expect(await owed.allTextContents()).toEqual(
      expect.arrayContaining(['nothing-discarded-silently 1·', 'one-writer vacuous·1']),
    );
    await page.getByRole('link', { name: 'RPO and RTO', exact: true }).click();
    const [rto, rpo] = await page.locator('.distributions tbody tr').allTextContents();
    expect([rto, rpo]).toEqual(['planned1700 ms700 ms700 ms', 'planned1111']);
    await page.getByRole('link', { name: 'Overview', exact: true }).click();
    expect(await page.locator('.overview .note').textContent()).toContain('1 lost to failovers');
  });

  test('leads from a kind of finding to its runs, and to the shortest that shows it', async () => {
    const page = await opened();
    await page.getByRole('link', { name: 'Seeds', exact: true }).click();
    expect(await page.locator('.seeds h2').allTextContents()).toEqual([
      expect.stringContaining('nothing-discarded-silently: failover loses writes, journal mode, 1'),
    ]);
    expect(await page.locator('.seeds li code').textContent()).toBe(replay);
    await page.getByRole('link', { name: 'The shortest run' }).click();
    await expect
      .poll(() => page.locator('.verdict .command code').textContent())
      .toBe('npx splitbrain replay out/bundles/lost.json');
    expect(await page.locator('.verdict .claim').textContent()).toContain('failover loses writes');
    await page.goBack();
    await expect.poll(() => page.locator('.seeds li code').textContent()).toBe(replay);
  });

  test('leads from what was promised to the runs that broke it', async () => {
    const page = await opened();
    await page.getByRole('link', { name: 'Overview', exact: true }).click();
    expect(await page.locator('.promised tbody tr').allTextContents()).toEqual([
      expect.stringMatching(/^broken in 1 run *nothing-discarded-silently/),
      expect.stringMatching(/^vacuous.*one-writer.*Never two/),
    ]);
    await page.getByRole('link', { name: 'nothing-discarded-silently' }).click();
    await expect.poll(() => page.url()).toContain('#q=nothing-discarded-silently');
    expect(await page.locator('tbody tr[aria-rowindex]').count()).toBe(1);
  });
});
