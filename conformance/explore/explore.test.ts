import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exits } from '../../reports/exit.ts';
import { exploreExit, exploreText } from '../../reports/explore.ts';
import { parseScenario } from '../../scenarios/yaml.ts';
import { readReplayable, replay } from '../replay.ts';
import { explore } from './explore.ts';
import { type ExploreFlags, exploreJobs, parseFaults, usualCommands, usualFaults } from './job.ts';

let out = '';
beforeAll(() => {
  out = mkdtempSync(join(tmpdir(), 'splitbrain-explore-'));
});
afterAll(() => rmSync(out, { recursive: true }));

const usual = () =>
  ({
    ...{ mode: 'snapshot', events: 4, writes: 1, atOnce: 1, states: 100_000, workers: 1, out },
    ...{ faults: usualFaults, commands: usualCommands },
  }) satisfies ExploreFlags;

/** Explores one mode, ended once it has come so far. */
async function explored(flags: ExploreFlags, until = Number.POSITIVE_INFINITY) {
  const controller = new AbortController();
  const [job] = exploreJobs(flags, 'test');
  if (job === undefined) throw new Error('no mode to explore');
  const watch = ({ expanded }: { expanded: number }) => {
    if (expanded >= until) controller.abort();
  };
  return explore(job, watch, controller.signal);
}

describe('explore', () => {
  it('makes of a broken promise a scenario that fails, and is replayed from its files', async () => {
    const name = 'forced-promotion-rolls-back-too-far';
    const { counterexamples } = await explored({ ...usual(), with: name, faults: [] });
    expect(counterexamples.map(({ code }) => code)).toEqual(['forced-failover-is-a-point-in-time']);
    const [one] = counterexamples;
    expect(one?.record.verdict).toMatchObject({ kind: 'fail', code: one?.code, seen: 'no writes' });
    const again = await replay(readReplayable(one?.bundle ?? ''), { with: name }, () => undefined);
    expect(again).toMatchObject({ same: true });
    const text = readFileSync(one?.file ?? '', 'utf8');
    expect(parseScenario(text, 'found').steps).toHaveLength(one?.events ?? 0);
  });

  it('looks once more where the last step alone shows nothing, and says where nothing is seen', async () => {
    const shown = await explored({
      ...usual(),
      with: 'resync-discards-the-wrong-side',
      faults: [],
    });
    const [one] = shown.counterexamples;
    expect(one?.record.steps.at(-1)?.step).toEqual({ do: 'settle' });
    expect(one?.record.verdict).toMatchObject({ kind: 'fail', code: one?.code });
    expect(exploreText(shown)).not.toContain('Not seen from outside');
    const hidden = await explored({ ...usual(), with: 'status-hides-the-split-brain', faults: [] });
    expect(hidden.counterexamples.map(({ record }) => record.verdict.kind)).toEqual(['pass']);
    expect(exploreText(hidden)).toContain('Not seen from outside');
  });

  it('says which promises were kept, broken, and nowhere at stake', async () => {
    const few = ['create', 'enable', 'promote', 'demote'] as const;
    const all = await explored({ ...usual(), faults: [], commands: few });
    expect(all.end).toBe('complete');
    const text = exploreText(all);
    expect(text).toMatch(/kept {5}one-writer +at stake [\d,]+ times/);
    expect(text).toMatch(/vacuous {2}planned-failover-loses-nothing|vacuous {2}retry-is-safe/);
    expect(exploreExit([all])).toBe(exits.pass);
  });

  it.each([1, 2])('finds where daemons go round for ever, with %i threads', async (workers) => {
    const commands = ['create', 'enable', 'write', 'snapshot'] as const;
    const flags = { ...usual(), with: 'sync-starts-over', faults: [], commands, workers };
    const found = await explored(flags);
    const [one] = found.counterexamples;
    expect(found.counterexamples.map(({ code }) => code)).toEqual(['converges']);
    expect(one).toMatchObject({
      events: 7,
      record: { verdict: { kind: 'fail', code: 'converges' } },
    });
    expect(one?.loop?.map((event) => event.slice(0, -2))).toEqual(['sync-part', 'sync-done']);
    expect(exploreText(found)).toMatch(
      /can go round for ever from there: sync-part\.\w, sync-done/,
    );
    const again = await replay(
      readReplayable(one?.bundle ?? ''),
      { with: flags.with },
      () => undefined,
    );
    expect(again).toMatchObject({ same: true });
    const sound = await explored({ ...usual(), faults: [], commands, workers });
    expect(sound.counterexamples).toEqual([]);
    expect(sound.followed).toBe(sound.reached.states);
  });

  it.each([2, 3])('visits the same states with %i threads, by ways as short', async (workers) => {
    const name = 'forced-promotion-rolls-back-too-far';
    const flags = { ...usual(), events: 3, with: name };
    const [one, several] = [await explored(flags), await explored({ ...flags, workers })];
    const { contexts: _, ...reached } = one.reached;
    const { atStake, followed } = one;
    expect(several).toMatchObject({ end: 'complete', atStake, followed, reached });
    const shortest = ({ counterexamples }: typeof one) =>
      counterexamples.map(({ code, events, record: { verdict } }) => [code, events, verdict.kind]);
    expect(shortest(several).sort()).toEqual(shortest(one).sort());
    expect(shortest(one)).not.toEqual([]);
  });

  it('ends several threads by the same limits', async () => {
    const flags = { ...usual(), workers: 2 };
    expect(await explored({ ...flags, depth: 3 })).toMatchObject({ end: 'depth' });
    const full = await explored({ ...flags, states: 2_000 });
    expect(full.end).toBe('states');
    expect(full.reached.states).toBeLessThan(20_000);
    expect(await explored({ ...flags, time: 1 })).toMatchObject({ end: 'time' });
    expect(await explored(flags, 1_000)).toMatchObject({ end: 'interrupted' });
  });

  it('says what was covered where it comes to no end', async () => {
    const flags = usual();
    const over = await explored({ ...flags, states: 2_000 });
    expect([over.end, exploreExit([over])]).toEqual(['states', exits.inconclusive]);
    expect(exploreText(over)).toContain('the limit on states was met (--states)');
    const shallow = await explored({ ...flags, depth: 3 });
    expect([shallow.end, shallow.reached.depth]).toEqual(['depth', 3]);
    expect(exploreExit([shallow])).toBe(exits.pass);
    const stopped = await explored(flags, 1_000);
    expect(stopped).toMatchObject({ end: 'interrupted', reached: { expanded: 1_000 } });
    expect(stopped.followed).toBeUndefined();
  });

  const slow = { timeout: 300_000 };
  it.each([1, 2])(
    'goes on from where it was interrupted, with %i threads',
    slow,
    async (workers) => {
      const name = 'half-copied-demotion-is-promoted';
      const folder = mkdtempSync(join(out, 'continued-'));
      const flags = { ...usual(), events: 3, with: name, workers, out: folder };
      const { contexts: _, ...reached } = (await explored({ ...flags, out })).reached;
      for (const until of [1, 3_000]) {
        const cut = await explored({ ...flags, continue: true }, until);
        expect(cut).toMatchObject({ end: 'interrupted', wentOn: until > 1 });
      }
      expect(await explored({ ...flags, continue: true, states: 5_000 })).toMatchObject({
        end: 'states',
      });
      const rest = await explored({ ...flags, continue: true });
      expect(rest).toMatchObject({ end: 'complete', wentOn: true, reached });
      expect(readdirSync(folder).filter((file) => file.includes('checkpoint'))).toEqual([]);
    },
  );

  it('has the same to tell, whether it was interrupted or not', async () => {
    const folder = mkdtempSync(join(out, 'told-'));
    const name = 'forced-promotion-rolls-back-too-far';
    const flags = { ...usual(), events: 3, with: name, faults: [], out: folder };
    const whole = await explored({ ...flags, out });
    await explored(flags, 1_000);
    const { atStake, reached, followed, counterexamples } = await explored({
      ...flags,
      continue: true,
    });
    expect({ atStake, reached, followed }).toEqual({
      ...{ atStake: whole.atStake, reached: whole.reached, followed: whole.followed },
    });
    const toldOf = ({ code, events, record }: (typeof counterexamples)[number]) => [
      code,
      events,
      record.steps.map(({ step }) => step),
    ];
    expect(counterexamples.map(toldOf)).toEqual(whole.counterexamples.map(toldOf));
  });

  it('refuses to go on from what is something else, or not whole', async () => {
    const folder = mkdtempSync(join(out, 'refused-'));
    const flags = { ...usual(), faults: [], out: folder };
    await explored(flags, 1_000);
    const other = explored({ ...flags, continue: true, events: 5 });
    await expect(other).rejects.toThrow(/left by another exploration.*--events 4/);
    const file = join(folder, 'explore-snapshot.0.checkpoint');
    truncateSync(file, 1_000);
    await expect(explored({ ...flags, continue: true })).rejects.toThrow('no whole checkpoint');
  });

  it('refuses names that are not known, and names those that are', () => {
    expect(parseFaults('none')).toEqual([]);
    expect(parseFaults('cut, stop-osd')).toEqual(['cut', 'stop-osd']);
    expect(() => parseFaults('heal')).toThrow('no fault "heal"; choose of cut, cut-from, slow');
    expect(() => exploreJobs({ ...usual(), with: 'nonsense' }, 'test')).toThrow('no deviation');
  });
});
