import { expect, test } from 'vitest';
import { drivenExample } from '../../../reports/html/driver-example.ts';
import type { DriverRecord, VolumeSight, VolumeStepRecord } from '../record.ts';
import { DriverMet } from './met.ts';
import { standingOf } from './standing.ts';
import type { DriverTableName } from './tables.ts';

const copy = { role: 'nonprimary', content: [1], status: 'replaying' } as const;
const primary = { role: 'primary', content: [1], status: 'stopped' } as const;
const follows: VolumeSight = { a: primary, b: copy };

const over: VolumeStepRecord['step'] = { do: 'failover', to: 'b' };

const done = (step: VolumeStepRecord['step'], more: Partial<VolumeStepRecord> = {}) => ({
  ...{ step, at: 1, answer: 'ok', told: {}, sights: { 1: follows } },
  ...more,
});

/** The cells of a table that runs of these steps met. */
function met(name: DriverTableName, ...runs: Partial<DriverRecord>[]) {
  const all = new DriverMet();
  for (const run of runs) all.add({ ...drivenExample, ...run });
  const rows = all.coverage[0]?.tables[name] ?? [];
  return rows.flatMap(({ row, cells }) =>
    cells.filter((cell) => cell.met > 0).map((cell) => [row, cell.column, cell.met]),
  );
}

test('requests are told by the gravest thing that was so, the end of which ends it', () => {
  const steps = [
    done({ do: 'create', volume: 1, type: 'replicated' }),
    done({ do: 'stop-daemon', site: 'b' }),
    done({ do: 'extend', volume: 1 }, { answer: 'skipped' }),
    done({ do: 'freeze' }),
    done({ do: 'cut' }),
    done({ do: 'thaw' }, { answer: 'refused' }),
    done({ do: 'kill-site', site: 'a' }),
    done(over),
    done({ do: 'write', volume: 1, blocks: 1 }),
    done({ do: 'repair' }),
    done({ do: 'failback' }, { struck: { calls: 3, strikes: 'stop-site.b' } }),
    done({ do: 'write', volume: 1, blocks: 1 }),
  ];
  expect(met('requests', { steps })).toEqual([
    ['create', 'healthy', 1],
    ['failover', 'active site down', 1],
    ['failback', 'struck amid', 1],
    ['freeze', 'daemon stopped', 1],
    ['thaw', 'link cut', 1],
    ['write', 'other site down', 2],
  ]);
  expect(met('answers', { steps })).toContainEqual(['thaw', 'refused', 1]);
  expect(met('faults', { steps })).toEqual([
    ['cut', 'link', 1],
    ['stop-site', 'amid a failback', 1],
    ['kill-site', 'active site', 1],
    ['stop-daemon', 'other site', 1],
  ]);
  expect(met('volumes', { steps })).toEqual([
    ['failover', 'follows', 1],
    ['failback', 'follows', 1],
    ['write', 'follows', 2],
  ]);
});

test('a volume stands as the roles and the status of its two images say', () => {
  const absent = { role: 'absent', content: 'absent', status: 'none' } as const;
  const split = { ...copy, status: 'split-brain' } as const;
  const gone = { role: 'unreachable', content: 'unreachable', status: 'unreachable' } as const;
  const stand = (a: VolumeSight['a'], b: VolumeSight['b']) => [
    standingOf({ a, b }),
    standingOf({ a: b, b: a }),
  ];
  const twice = <One>(one: One) => [one, one];
  expect(stand(primary, copy)).toEqual(twice('follows'));
  expect(stand(primary, absent)).toEqual(twice('not followed yet'));
  expect(stand(primary, split)).toEqual(twice('split-brain'));
  expect(stand(primary, primary)).toEqual(twice('two primaries'));
  expect(stand(copy, copy)).toEqual(twice('no primary'));
  expect(stand({ ...absent, role: 'unmirrored' }, absent)).toEqual(twice('unmirrored'));
  expect(stand(primary, gone)).toEqual(twice('a site unreachable'));
});

test('an obligation is kept, broken or not at stake in each run', () => {
  const passed: Partial<DriverRecord> = { verdict: { kind: 'pass' }, atStake: ['one-writer'] };
  const rows = met('obligations', {}, passed, passed);
  const of = (code: string) => rows.filter(([row]) => row === code).map(([, ...rest]) => rest);
  expect(of('nothing-discarded-silently')).toEqual([
    ['broken', 1],
    ['not at stake', 2],
  ]);
  expect(of('one-writer')).toEqual([
    ['kept', 2],
    ['not at stake', 1],
  ]);
  expect(of('converges')).toEqual([['not at stake', 3]]);
  expect(met('calls', {})).toEqual([['mirror_image_enable', 'ok', 1]]);
});
