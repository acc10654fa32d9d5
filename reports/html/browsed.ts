import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';

const programs = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const program = programs.find((path) => existsSync(path));
const { SPLITBRAIN_REQUIRE_CHROMIUM } = process.env;

/** Why reports are not looked at on this machine; undefined where they are, or have to be. */
export const whyNotBrowsed =
  program === undefined && SPLITBRAIN_REQUIRE_CHROMIUM !== '1'
    ? 'there is no Chromium on this machine: install Debian’s package chromium'
    : undefined;

/** Reports in a folder of their own, for tests, looked at in a real Chromium. */
export class Browsed {
  readonly folder = mkdtempSync(join(tmpdir(), 'splitbrain-report-'));
  /** What the browser complained of, and whatever it asked a network for. */
  readonly complaints: string[] = [];
  readonly #browser: Browser;

  private constructor(browser: Browser) {
    this.#browser = browser;
  }

  /** @throws Error where there is no Chromium. */
  static async start(): Promise<Browsed> {
    if (program === undefined) throw new Error('install Chromium: SPLITBRAIN_REQUIRE_CHROMIUM=1');
    return new Browsed(await chromium.launch({ executablePath: program, args: ['--no-sandbox'] }));
  }

  /** Keeps a report under a name; returns its file. */
  keep(name: string, parts: Iterable<string>): string {
    const file = join(this.folder, name);
    writeFileSync(file, [...parts].join(''));
    return file;
  }

  /** Opens a report at a place in it. */
  async open(file: string, hash = ''): Promise<Page> {
    const permissions = ['clipboard-read', 'clipboard-write'];
    const context = await this.#browser.newContext({ permissions });
    const page = await context.newPage();
    page.on('console', (said) => this.complaints.push(said.text()));
    page.on('pageerror', (error) => this.complaints.push(error.message));
    page.on('request', (request) => {
      if (!/^(file|data|blob):/.test(request.url())) this.complaints.push(request.url());
    });
    await page.goto(`file://${file}${hash}`);
    await page.waitForSelector('main');
    return page;
  }

  async close(): Promise<void> {
    await this.#browser.close();
    rmSync(this.folder, { recursive: true });
  }
}
