import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { modes } from '../../model/site.ts';
import { whyReleaseSkipped } from './available.ts';
import { settings } from './config.ts';
import { type Lab, labDown, labStatus, labUp, releaseNames } from './index.ts';
import { clusterRoles, siteFiles } from './layout.ts';
import { inside, namespaceOf, namespacesOf } from './namespaces.ts';
import { findProcesses } from './processes.ts';
import { releaseOf } from './release.ts';
import { run } from './run.ts';
import { askDaemon } from './socket.ts';
import { until } from './wait.ts';

const patience = 120_000;

const mounts = () => readFileSync('/proc/self/mountinfo', 'utf8');

/** Which of some namespaces a process is in yet. */
function stillOf(namespaces: readonly string[]): readonly string[] {
  const living = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const left = new Set(namespacesOf(living));
  return namespaces.filter((name) => left.has(name));
}

/** A setting as a daemon prints it: 0.05 as 0.050000, a debug level with its level in memory. */
const plain = (value: unknown): string => {
  const text = String(value).replace(/^(\d+)\/\d+$/, '$1');
  return text !== '' && Number.isFinite(Number(text)) ? String(Number(text)) : text;
};

/** Whether a look shows exactly these writes. */
const holds = (seen: unknown, found: readonly number[]): boolean =>
  JSON.stringify(seen).includes(JSON.stringify({ content: { found, corrupt: [] } }).slice(1, -1));

for (const release of releaseNames) {
  const skip = await whyReleaseSkipped(release);
  const folder = join(tmpdir(), `splitbrain-${release}-${process.pid}`);

  describe.skipIf(skip)(`a lab of Ceph ${release}${skip ? ` (skipped: ${skip})` : ''}`, () => {
    let lab: Lab;
    const before = mounts();

    beforeAll(async () => {
      lab = await labUp({ folder, ceph: release });
    }, patience);
    afterAll(() => labDown(folder), patience);

    const must = async (site: 'a' | 'b', op: string, args: object): Promise<unknown> => {
      const reply = await lab.sites[site].agent.ask(op, args);
      expect(reply, `${op} at ${site}`).toMatchObject({ kind: 'ok' });
      return reply.kind === 'ok' ? reply.value : undefined;
    };

    test('runs that release, in every daemon, and says so', async () => {
      const status = await labStatus(folder);
      expect(status.state).toBe('up');
      expect(releaseOf(status.ceph ?? '')).toBe(release);
      for (const role of clusterRoles) {
        const socket = siteFiles(folder, 'a').socket(role);
        const waiting = { what: `the ${role} to answer`, where: folder, deadline: 30_000 };
        const answer = await until(waiting, () => askDaemon(socket, 'version'));
        expect(answer, role).toMatchObject({ version: lab.ceph });
      }
    });

    test.each(clusterRoles)('has every setting of the lab in force in its %s', async (role) => {
      const socket = siteFiles(folder, 'b').socket(role);
      const waiting = { what: `the ${role} to answer`, where: folder, deadline: 30_000 };
      const shown = await until(waiting, () => askDaemon(socket, 'config show'));
      const inForce = new Map(Object.entries(shown ?? {}));
      const wanted = Object.entries(settings).map(([name, value]) => [name, plain(value)]);
      const found = Object.keys(settings).map((name) => [
        name,
        plain(inForce.get(name.replaceAll(' ', '_'))),
      ]);
      expect(found).toEqual(wanted);
    });

    test.each(modes)(
      'mirrors an image in %s mode, and fails it over',
      async (mode) => {
        const image = `of-${mode}`;
        const features = ['layering', 'exclusive-lock'];
        await must('a', 'create', { image, features });
        await must('a', 'write', { image, numbers: [1, 2, 3] });
        await must('a', 'enable', { image, mode });
        const waiting = { what: 'the copy', where: folder, deadline: 60_000 };
        await until(waiting, async () => {
          const reply = await lab.sites.b.agent.ask('look', { image, highest: 3 });
          return (reply.kind === 'ok' && holds(reply.value, [1, 2, 3])) || undefined;
        });
        await must('a', 'write', { image, numbers: [4] });
        await must('a', 'demote', { image });
        await until({ ...waiting, what: 'the promotion' }, async () =>
          (await lab.sites.b.agent.ask('promote', { image })).kind === 'ok' ? true : undefined,
        );
        expect(await must('b', 'look', { image, highest: 4 })).toMatchObject({
          role: 'primary',
          content: { found: [1, 2, 3, 4], corrupt: [] },
        });
        expect(await must('b', 'evidence', { image })).toMatchObject({ mirroring: {} });
      },
      patience,
    );

    test('leaves its root folder as it is', async () => {
      const keeper = namespaceOf(folder, 'a');
      if (readlinkSync(`/proc/${keeper}/root`) === '/') return; // the machine's own serves
      const where = { folder, site: 'a', role: 'tool' } as const;
      const touch = inside(where, keeper, ['touch', '/usr/bin/written']);
      await expect(run(touch)).rejects.toThrow(/[Rr]ead-only/);
    });

    test(
      'goes down without a trace, also when its processes are killed',
      async () => {
        const namespaces = namespacesOf(findProcesses(folder).map(({ pid }) => pid));
        expect(new Set(namespaces).size, 'a network and mounts for each site').toBe(4);
        expect(mounts(), 'nothing is mounted on the machine').toBe(before);
        for (const { pid } of findProcesses(folder)) process.kill(pid, 'SIGKILL');
        await labDown(folder);
        expect(findProcesses(folder)).toEqual([]);
        expect(existsSync(folder)).toBe(false);
        // What was killed goes in the kernel's own time.
        await expect.poll(() => stillOf(namespaces)).toEqual([]);
        expect(mounts()).toBe(before);
      },
      patience,
    );
  });
}
