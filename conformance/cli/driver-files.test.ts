import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { parseVolumes } from '../../scenarios/volumes/yaml.ts';
import { scratch } from './scratch.ts';
import { cli, here } from './start.ts';

vi.setConfig({ testTimeout: 120_000 });
const at = scratch('volumes');
const write = (name: string, text: string): string => {
  writeFileSync(at(name), text);
  return at(name);
};

const driver = ['--driver', 'python3 docs/example_driver.py'];

/** The example of a file of volumes that a page of the documentation shows. */
function example(page: string): string {
  const text = readFileSync(join(here, 'docs', page), 'utf8');
  const [, found = ''] = /```ya?ml(?: \S+)?\n(volumes:.*?)```/s.exec(text) ?? [];
  return found;
}

describe.concurrent('files of volumes, run with a driver', () => {
  test('find it wanting as the page on scenarios says, and are replayed and written again', async () => {
    const file = write('late-write.yaml', example('write-a-scenario.md'));
    const ran = await cli('run', file, ...driver, '--out', at('late'), '--json');
    expect(ran.code).toBe(1);
    const { command, asked, failures } = JSON.parse(ran.out);
    const name = 'a volume is failed over before its copy has taken the last write';
    expect({ command, asked }).toEqual({ command: 'run', asked: { scenarios: [name], repeat: 1 } });
    const codes = failures.map(({ code }: { code: string }) => code);
    expect(codes.toSorted()).toEqual(['one-writer', 'planned-failover-loses-nothing']);
    for (const failure of failures) expect(failure).not.toHaveProperty('wholeRun');
    const [{ bundle }] = failures;
    const exported = await cli('export', bundle, '--yaml');
    expect(parseVolumes(exported.out).steps).toEqual(
      parseVolumes(readFileSync(file, 'utf8')).steps,
    );
    expect(await cli('export', bundle, '--sh')).toMatchObject({
      code: 2,
      err: expect.stringContaining("a driver's run is exported as a scenario file only"),
    });
  });

  test('pass where nothing is lost, in the modes that a file is for', async () => {
    const file = write('drivers.yaml', example('drivers.md'));
    const ran = await cli('run', file, ...driver, '--mode', 'journal', '--out', at('d'), '--json');
    expect(JSON.parse(ran.out)).toMatchObject({
      driver: driver[1],
      scenarios: 1,
      modes: ['journal'],
    });
    const only = write('only.yaml', example('write-a-scenario.md'));
    const none = await cli('run', only, ...driver, '--mode', 'snapshot', '--out', at('none'));
    expect(none).toMatchObject({ code: 2, err: expect.stringContaining('for snapshot mode') });
  });

  test('run on clusters that behave as a deviation says, and their bundles are replayed there', async () => {
    const steps = ['create: 1', 'write: 1', 'settle', 'delete: 1', 'settle'];
    const text = `volumes: x\nsteps:\n${steps.map((step) => `  - ${step}\n`).join('')}`;
    const given = [write('deleted.yaml', text), ...driver, '--mode', 'journal', '--repeat', '40'];
    const overlooked = ['--with', 'removal-is-overlooked', '--json', '--out', at('overlooked')];
    const ran = await cli('run', ...given, ...overlooked);
    const { target, failures } = JSON.parse(ran.out);
    expect(target).toBe('sim with removal-is-overlooked');
    expect(failures).toMatchObject([{ code: 'nothing-left-behind', aspect: 'nonprimary' }]);
    const { out } = await cli('replay', failures[0].bundle, '--json');
    expect(JSON.parse(out)).toMatchObject({ again: true, record: { target } });
    const mended = await cli('run', ...given, '--out', at('mended'));
    expect(mended.code).toBe(0);
    const real = await cli(
      'run',
      ...given,
      '--with',
      'pacific',
      '--target',
      'ceph',
      '--out',
      at('r'),
    );
    expect(real).toMatchObject({ code: 2, err: expect.stringContaining('for --target sim only') });
  });

  test('tell what is wrong in them, and where, also what is for whom', async () => {
    const broken = write('broken.yaml', 'volumes: x\nsteps:\n  - create: 9\n  - settel\n');
    const told = await cli('run', broken, ...driver, '--out', at('broken'));
    expect(told.code).toBe(2);
    expect(told.err).toContain(`${broken}:3:13: "volume" of "create" must be`);
    expect(told.err).toContain(`${broken}:4:5: unknown step "settel"; did you mean "settle"?`);
    const pair = 'scenarios/corpus/planned-failover-and-failback.yaml';
    const wrong = await cli('run', pair, ...driver, '--out', at('wrong'));
    expect(wrong).toMatchObject({ code: 2, err: expect.stringContaining('without --driver') });
    const missing = await cli('run', 'scenarios/bugs/cinder/one-bad-volume-splits-the-others.yaml');
    expect(missing).toMatchObject({
      code: 2,
      err: expect.stringMatching(/yaml:1:1: this is a scenario of volumes; run it with --driver/),
    });
  });
});
