import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Mode, modes, type Site } from '../../model/site.ts';
import { type Step, stepSchema } from '../../scenarios/step.ts';
import { logLines } from '../daemon-log.ts';
import { whySkipped } from '../lab/available.ts';
import { labDown, labStatus } from '../lab/index.ts';
import { until } from '../lab/wait.ts';
import type { Pair, Target } from '../target.ts';
import { openCeph } from './ceph-open.ts';

const folder = join(tmpdir(), `splitbrain-target-${process.pid}`);
const skip = whySkipped();
const patience = 120_000;
const none = { text: '', opened: 0 };

describe.skipIf(skip)(`the Ceph pair${skip ? ` (skipped: ${skip})` : ''}`, () => {
  let target: Target;
  let pair: Pair;
  let written = 0;

  const open = async (mode: Mode): Promise<void> => {
    written = 0;
    pair = await target.open({ mode, seed: 'test', schedule: 'free' });
  };
  const answers = async (step: { do: Step['do']; site?: Site; [more: string]: unknown }) => {
    const parsed = stepSchema.parse(step);
    if (parsed.do !== 'write') return pair.perform(parsed);
    let answer = 'ok';
    for (let block = 0; block < parsed.blocks && answer === 'ok'; block += 1) {
      written += 1;
      answer = await pair.perform({ ...parsed, blocks: 1 }, written);
    }
    return answer;
  };
  const works = async (step: Parameters<typeof answers>[0]): Promise<void> => {
    expect(await answers(step), JSON.stringify(step)).toBe('ok');
  };
  const eventually = <Seen>(look: () => Promise<Seen>, wanted: Seen): Promise<Seen> =>
    until({ what: JSON.stringify(wanted), where: folder, deadline: 60_000 }, async () => {
      const seen = await look();
      if (JSON.stringify(seen) !== JSON.stringify(wanted)) {
        throw new Error(`saw ${JSON.stringify(seen)}`);
      }
      return seen;
    });
  const replicated = (mode: Mode) => async (): Promise<void> => {
    await open(mode);
    await works({ do: 'create', site: 'a' });
    await works({ do: 'write', site: 'a', blocks: 3 });
    await works({ do: 'enable', site: 'a' });
    await eventually(() => pair.status('b'), 'replaying');
    await eventually(() => pair.content('b'), [1, 2, 3]);
  };
  /** What the mirror daemon of a site wrote since the pair was opened. */
  const logged = (site: Site): string => {
    const lines = logLines(pair.daemonLog?.(site) ?? none, { from: 0, to: pair.now() });
    return lines.map(({ text }) => text).join('\n');
  };
  const promoted = (site: Site): Promise<string> =>
    eventually(() => answers({ do: 'promote', site }), 'ok');

  beforeAll(async () => {
    ({ target } = await openCeph({ folder }));
  }, patience);
  afterEach(() => pair.close(), patience);
  afterAll(async () => {
    await target.close();
    expect((await labStatus(folder)).state).toBe('none');
    await labDown(folder);
  }, patience);

  describe.each(modes)('in %s mode', (mode) => {
    test(
      'fails over and back as planned, and keeps every write',
      async () => {
        await replicated(mode)();
        expect(await pair.perform({ do: 'write', site: 'b', blocks: 1 }, 99)).toBe('EROFS');
        expect(await answers({ do: 'promote', site: 'b' })).toBe('EBUSY');
        await works({ do: 'demote', site: 'a' });
        await promoted('b');
        expect([await pair.role('a'), await pair.role('b')]).toEqual(['nonprimary', 'primary']);
        await works({ do: 'write', site: 'b', blocks: 2 });
        // Until it replays, the old primary could be promoted again, without these writes.
        await eventually(() => pair.status('a'), 'replaying');
        if (mode === 'snapshot') await works({ do: 'snapshot', site: 'b' });
        await eventually(() => pair.content('a'), [1, 2, 3, 4, 5]);
        await works({ do: 'demote', site: 'b' });
        await promoted('a');
        expect(await pair.content('a')).toEqual([1, 2, 3, 4, 5]);
        await eventually(() => pair.status('b'), 'replaying');
      },
      patience,
    );

    test(
      'shows a split brain after a forced failover, and heals by resync',
      async () => {
        await replicated(mode)();
        await works({ do: 'cut' });
        await works({ do: 'write', site: 'a' });
        if (mode === 'snapshot') await works({ do: 'snapshot', site: 'a' });
        await works({ do: 'stop-daemon', site: 'b' });
        await works({ do: 'promote', site: 'b', force: true });
        await works({ do: 'write', site: 'b' });
        expect([await pair.content('a'), await pair.content('b')]).toEqual([
          [1, 2, 3, 4],
          [1, 2, 3, 5],
        ]);
        await works({ do: 'start-daemon', site: 'b' });
        await works({ do: 'heal' });
        await works({ do: 'demote', site: 'a' });
        await eventually(() => pair.status('a'), 'split-brain');
        expect(logged('a')).toMatch(/rbd::mirror::/);
        await works({ do: 'resync', site: 'a' });
        if (mode === 'snapshot') await works({ do: 'snapshot', site: 'b' });
        await eventually(() => pair.content('a'), [1, 2, 3, 5]);
        await eventually(() => pair.status('a'), 'replaying');
      },
      patience,
    );

    test(
      'loses sight of a site that is down, and nothing that it acknowledged',
      async () => {
        await replicated(mode)();
        await works({ do: 'write', site: 'a' });
        await works({ do: 'kill-site', site: 'a' });
        expect(await pair.role('a')).toBe('unreachable');
        expect(await pair.content('a')).toBe('unreachable');
        expect(await answers({ do: 'write', site: 'a' })).toBe('ETIMEDOUT');
        await works({ do: 'start-site', site: 'a' });
        expect(await pair.content('a')).toEqual([1, 2, 3, 4]);
        await works({ do: 'stop-site', site: 'a' });
        expect(await answers({ do: 'write', site: 'a' })).toBe('ETIMEDOUT');
        await works({ do: 'start-site', site: 'a' });
        await works({ do: 'write', site: 'a' });
        expect(await pair.content('a')).toEqual([1, 2, 3, 4, 7]);
        if (mode === 'snapshot') await works({ do: 'snapshot', site: 'a' });
        await eventually(() => pair.content('b'), [1, 2, 3, 4, 7]);
      },
      patience,
    );

    test(
      'takes mirroring and the image away again',
      async () => {
        await replicated(mode)();
        await works({ do: 'disable', site: 'a' });
        expect(await pair.role('a')).toBe('unmirrored');
        await eventually(() => pair.role('b'), 'absent');
        expect([await pair.status('a'), await pair.status('b')]).toEqual(['none', 'none']);
        await works({ do: 'remove', site: 'a' });
        expect([await pair.role('a'), await pair.content('a')]).toEqual(['absent', 'absent']);
        expect(await answers({ do: 'remove', site: 'a' })).toBe('ENOENT');
        for (const site of ['a', 'b'] as const) {
          await eventually(async () => (await pair.sight(site)).left, []);
          expect((await pair.sight(site)).blocked).toEqual([]);
        }
      },
      patience,
    );

    test(
      'sees by what mirroring still knows an image that is gone',
      async () => {
        await replicated(mode)();
        expect(await pair.content('a')).toEqual([1, 2, 3]); // what was looked at is known again
        await works({ do: 'stop-daemon', site: 'a' });
        await works({ do: 'remove', site: 'a' });
        await eventually(() => pair.role('b'), 'absent');
        expect((await pair.sight('a')).left).toEqual([expect.stringMatching(/^image_map_/)]);
      },
      patience,
    );

    test(
      'tells what lies behind a result, also of an image that is not there',
      async () => {
        await replicated(mode)();
        const mirroring = {
          image: { role: 'primary', watchers: expect.any(Array), mirroring: { primary: true } },
        };
        await eventually(
          () => answers({ do: 'snapshot', site: 'a' }),
          mode === 'snapshot' ? 'ok' : 'EINVAL',
        );
        expect(await pair.evidence?.('a')).toMatchObject(mirroring);
        expect(await pair.evidence?.('b')).toMatchObject({ replayer: 'Replaying' });
        await works({ do: 'remove', site: 'a' });
        expect(await pair.evidence?.('a')).toMatchObject({
          image: expect.stringMatching(/not found/i),
        });
      },
      patience,
    );

    test(
      'knows an image that was renamed for the one that is there',
      async () => {
        await open(mode);
        await works({ do: 'create', site: 'a' });
        expect(await pair.perform({ do: 'rename', site: 'a' }, 1)).toBe('ok');
        expect(await answers({ do: 'create', site: 'a' })).toBe('EEXIST');
      },
      patience,
    );

    test(
      'finds the replayer of an image that was renamed',
      async () => {
        await replicated(mode)();
        expect(await pair.perform({ do: 'rename', site: 'a' }, 4)).toBe('ok');
        if (mode === 'snapshot') await works({ do: 'snapshot', site: 'a' });
        await eventually(async () => (await pair.sight('b')).shape?.name, 4);
        await works({ do: 'stop-replayer', site: 'b' });
        written = 4;
        await works({ do: 'write', site: 'a', blocks: 1 });
        expect(await pair.content('b')).toEqual([1, 2, 3]);
      },
      patience,
    );
  });
});
