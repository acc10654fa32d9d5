import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { whySkipped } from './available.ts';
import { LabError, labDown, labStatus, labUp, openLab } from './index.ts';
import { findProcesses, networkOf } from './processes.ts';
import { until } from './wait.ts';

const folder = join(tmpdir(), `splitbrain-test-${process.pid}`);
const skip = whySkipped();
const patience = 60_000;

/** Every network namespace that some process is in. */
const networks = (): Set<string> => {
  const seen = new Set<string>();
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      seen.add(networkOf(Number(pid)));
    } catch {
      // it ended meanwhile
    }
  }
  return seen;
};

/** The network namespaces of the lab; those of other labs may come and go meanwhile. */
const ofLab = (): string[] => {
  const own = networkOf('self');
  const networks = findProcesses(folder).map(({ pid }) => networkOf(pid));
  return [...new Set(networks)].filter((network) => network !== own);
};

const expectNothingLeft = (before: readonly string[]): void => {
  expect(findProcesses(folder)).toEqual([]);
  expect(existsSync(folder)).toBe(false);
  const left = networks();
  expect(before.filter((network) => left.has(network))).toEqual([]);
};

/** Another process that brings the lab up, tells each stage on a line, and then idles. */
const upElsewhere = (): ChildProcess => {
  const up = new URL('./up.ts', import.meta.url).href;
  const script = `import { labUp } from '${up}';
    await labUp({ folder: '${folder}', onProgress: console.log });
    console.log('up');
    setInterval(() => undefined, 1000);`;
  const args = ['--import', 'tsx', '--input-type=module', '--eval', script];
  return spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
};

const untilSaid = (child: ChildProcess, words: string): Promise<void> =>
  new Promise((resolve, reject) => {
    let said = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      said += chunk;
      if (said.includes(words)) resolve();
    });
    child.on('close', () => reject(new Error(`ended after saying ${said}`)));
  });

const ended = (child: ChildProcess): Promise<number | null> =>
  new Promise((resolve) => child.on('close', resolve));

describe.skipIf(skip)(`the lab${skip ? ` (skipped: ${skip})` : ''}`, () => {
  afterEach(() => labDown(folder), patience);

  test(
    'comes up, is found again by another command, and goes down without a trace',
    async () => {
      const stages: string[] = [];
      await (await labUp({ folder, onProgress: (text) => stages.push(text) })).release();
      expect(stages.length).toBeGreaterThan(1);
      const status = await labStatus(folder);
      const running = { cluster: 'up', daemon: 'running' };
      expect(status).toMatchObject({
        state: 'up',
        link: 'whole',
        sites: { a: running, b: running },
      });
      await expect(labUp({ folder })).rejects.toThrow(/up there already/);
      const before = ofLab();
      expect(before.length).toBe(2);
      await openLab(folder).down();
      expectNothingLeft(before);
      expect((await labStatus(folder)).state).toBe('none');
    },
    patience,
  );

  test(
    'shows each fault, and mends them all',
    async () => {
      const lab = await labUp({ folder });
      await lab.cut();
      await lab.sites.a.stop();
      await lab.sites.b.kill();
      expect(await labStatus(folder)).toMatchObject({
        link: 'cut',
        sites: { a: { cluster: 'stopped' }, b: { cluster: 'killed', daemon: 'stopped' } },
      });
      await lab.mend();
      const running = { cluster: 'up', daemon: 'running' };
      const mended = await labStatus(folder);
      expect(mended).toMatchObject({ link: 'whole', sites: { a: running, b: running } });
      await lab.sites.b.killDaemon();
      await lab.sites.b.kill();
      await lab.sites.b.start();
      expect(lab.sites.b.daemonRuns(), 'a daemon that was stopped stays stopped').toBe(false);
    },
    patience,
  );

  test.each(['starting two clusters', 'up'])(
    'leaves nothing when its owner is killed at "%s" and it is taken down later',
    async (stage) => {
      const owner = upElsewhere();
      await untilSaid(owner, stage);
      const before = ofLab();
      owner.kill('SIGKILL');
      await ended(owner);
      expect(findProcesses(folder).length).toBeGreaterThan(0);
      await labDown(folder);
      expectNothingLeft(before);
    },
    patience,
  );

  test(
    'leaves nothing when it is interrupted while it comes up',
    async () => {
      const owner = upElsewhere();
      await untilSaid(owner, 'starting two clusters');
      const before = ofLab();
      const end = ended(owner);
      owner.kill('SIGINT');
      expect(await end).toBe(130);
      expectNothingLeft(before);
    },
    patience,
  );

  test.each(['starting two clusters', 'up'])(
    'clears what a lab that crashed at "%s" left when it comes up anew',
    async (stage) => {
      const owner = upElsewhere();
      await untilSaid(owner, stage);
      owner.kill('SIGKILL');
      await ended(owner);
      expect(await labStatus(folder)).toMatchObject({ state: 'crashed' });
      const lab = await labUp({ folder });
      expect((await labStatus(folder)).processes).toBeLessThanOrEqual(12);
      await lab.down();
    },
    patience,
  );

  test(
    'belongs to the process that works with it',
    async () => {
      const owner = upElsewhere();
      await untilSaid(owner, 'up');
      try {
        expect(await labStatus(folder)).toMatchObject({ state: 'up', usedBy: owner.pid });
        await expect(openLab(folder).takeOver()).rejects.toThrow(`process ${owner.pid} works with`);
      } finally {
        owner.kill('SIGKILL');
        await ended(owner);
      }
    },
    patience,
  );

  test.each(['file', 'folder'])('never removes a %s that is no lab', async (kind) => {
    if (kind === 'folder') mkdirSync(folder);
    const data = kind === 'folder' ? join(folder, 'data') : folder;
    writeFileSync(data, 'precious');
    try {
      await expect(labDown(folder)).rejects.toBeInstanceOf(LabError);
      await expect(labUp({ folder })).rejects.toBeInstanceOf(LabError);
      expect(readFileSync(data, 'utf8')).toBe('precious');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test.each([[[]], [['lab.json.new']]])(
    'takes a folder with nothing but %j for the rest of a lab',
    async (names) => {
      mkdirSync(folder);
      for (const name of names) writeFileSync(join(folder, name), '{');
      expect((await labStatus(folder)).state).toBe('none');
      await labDown(folder);
      expect(existsSync(folder)).toBe(false);
    },
  );

  test(
    'two labs do not touch each other',
    async () => {
      const other = `${folder}-2`;
      try {
        await Promise.all([labUp({ folder }), labUp({ folder: other })]);
        await labDown(folder);
        expect(await labStatus(other)).toMatchObject({ state: 'up' });
        const waiting = { what: 'a monitor', where: other, deadline: 5000 };
        const lab = openLab(other);
        await until(waiting, async () =>
          (await lab.sites.a.agent.ask('ping')).kind === 'ok' ? true : undefined,
        );
        await lab.release();
      } finally {
        await labDown(other);
      }
    },
    patience,
  );
});
