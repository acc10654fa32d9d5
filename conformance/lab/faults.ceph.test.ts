import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { sites } from '../../model/site.ts';
import { whySkipped } from './available.ts';
import { type Lab, labDown, labUp, openLab } from './index.ts';
import { addressOf } from './layout.ts';
import { inside, namespaceOf } from './namespaces.ts';
import { findProcesses } from './processes.ts';
import { run } from './run.ts';
import { until } from './wait.ts';

const folder = join(tmpdir(), `splitbrain-faults-${process.pid}`);
const skip = whySkipped();
const patience = 60_000;
const whole = { lost: 0 };

let lab: Lab;

/** The lab as another process would find it. */
const elsewhere = (): Lab => openLab(folder);

const ping = async (deadline = 2000): Promise<string> =>
  (await lab.sites.a.agent.ask('ping', {}, deadline)).kind;

const untilServed = (): Promise<true> =>
  until({ what: 'site a to serve', where: folder, deadline: 20_000 }, async () =>
    (await ping()) === 'ok' ? true : undefined,
  );

/** Whether site a gets an answer from the monitor of site b. */
const reaches = async (): Promise<boolean> => {
  const where = { folder, site: 'a', role: 'tool' } as const;
  const connect = `exec 3<>/dev/tcp/${addressOf.b}/3300`;
  const argv = ['timeout', '1', 'bash', '-c', connect];
  return run(inside(where, namespaceOf(folder, 'a'), argv)).then(
    () => true,
    () => false,
  );
};

/** Writes something new at site a. */
const create = async (image: string, deadline: number): Promise<string> => {
  const args = { image, features: ['layering'] };
  return (await lab.sites.a.agent.ask('create', args, deadline)).kind;
};

describe.skipIf(skip)(`faults of a lab${skip ? ` (skipped: ${skip})` : ''}`, () => {
  beforeAll(async () => {
    lab = await labUp({ folder });
  }, patience);

  afterEach(() => lab.mend(), patience);

  afterAll(async () => {
    await lab.down();
    expect(findProcesses(folder)).toEqual([]);
    await labDown(folder);
  }, patience);

  test.each(sites)(
    'the way from %s is cut, slow or lossy, and the other way is not',
    async (from) => {
      const other = from === 'a' ? 'b' : 'a';
      await lab.cutFrom(from);
      expect(await elsewhere().way(from)).toEqual({ lost: 100 });
      expect(await reaches()).toBe(false);
      await lab.lose(from, 20);
      await lab.slow(from, 2_000_000);
      expect(await elsewhere().way(from)).toEqual({ lost: 20, rate: 2_000_000 });
      expect(await elsewhere().way(other)).toEqual(whole);
      await elsewhere().mend();
      expect(await lab.way(from)).toEqual(whole);
      expect(await reaches()).toBe(true);
    },
    patience,
  );

  test('what one run on a lab does to the link, another on it mends', async () => {
    const beside = lab.beside();
    await beside.heal();
    await Promise.all([lab.cut(), lab.lose('a', 100)]);
    await beside.heal();
    expect(await lab.linked()).toBe(true);
    expect(await lab.way('a')).toEqual(whole);
  });

  test(
    'an OSD that is started while its monitor is gone is there once that is back',
    async () => {
      const site = lab.sites.a;
      await site.killPart('osd');
      await site.killPart('mon');
      await site.startPart('osd');
      expect([site.partState('osd'), site.state()]).toEqual(['up', 'killed']);
      await site.startPart('mon');
      expect(site.state()).toBe('up');
      await untilServed();
    },
    patience,
  );

  test('a cable that is cut and healed keeps no loss', async () => {
    await lab.lose('a', 10);
    await lab.cut();
    await lab.heal();
    expect(await lab.way('a')).toEqual(whole);
    expect(await lab.linked()).toBe(true);
  });

  test.each(['mon', 'osd'] as const)(
    'the %s alone stops, and goes on',
    async (part) => {
      expect(await ping()).toBe('ok');
      await lab.sites.a.stopPart(part);
      expect(elsewhere().sites.a.partState(part)).toBe('stopped');
      expect(elsewhere().sites.a.partState(part === 'mon' ? 'osd' : 'mon')).toBe('up');
      expect(await ping(1000)).toBe(part === 'osd' ? 'hang' : 'ok');
      await lab.sites.a.startPart(part);
      await untilServed();
    },
    patience,
  );

  test.each(['mon', 'osd'] as const)(
    'the %s alone is killed, and mend starts it',
    async (part) => {
      await lab.sites.a.killPart(part);
      expect(elsewhere().sites.a.partState(part)).toBe('killed');
      await lab.mend();
      expect(lab.sites.a.partState(part)).toBe('up');
      await untilServed();
    },
    patience,
  );

  test(
    'an OSD that was halted for long serves again',
    async () => {
      await lab.sites.a.stopPart('osd');
      const waiting = ping(1000);
      await new Promise((resolve) => setTimeout(resolve, 20_000));
      expect(await waiting).toBe('hang');
      await lab.sites.a.startPart('osd');
      await untilServed();
    },
    patience,
  );

  test(
    'a full pool is read and not written, until it has room',
    async () => {
      await lab.sites.a.fill();
      expect(await elsewhere().sites.a.full()).toBe(true);
      expect(await elsewhere().sites.b.full()).toBe(false);
      expect(await ping()).toBe('ok');
      expect(await create('too-much', 3000)).toBe('hang');
      await elsewhere().mend();
      expect(await lab.sites.a.full()).toBe(false);
      expect(await create('enough', 10_000)).toBe('ok');
    },
    patience,
  );
});
