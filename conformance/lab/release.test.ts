import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { LabError } from './error.ts';
import { Lab } from './lab.ts';
import { clearUnfinished, mendFor } from './make-root.ts';
import { statOf } from './processes.ts';
import { releaseNames, releaseOf, releases } from './release.ts';
import { keeperCommand } from './root.ts';

describe('a release', () => {
  test('is told by the version, in whole numbers', () => {
    expect(releaseOf('16.2.15')).toBe('pacific');
    expect(releaseOf('18.2.7')).toBe('reef');
    expect(releaseOf('20.2.4')).toBe('tentacle');
    expect(releaseOf('17.2.7')).toBeUndefined();
    expect(releaseOf('18.20.1')).toBeUndefined();
    expect(releaseOf('of unknown version')).toBeUndefined();
  });

  test('comes from a release of Debian of its own', () => {
    const suites = releaseNames.map((name) => releases[name].debian);
    expect(new Set(suites).size).toBe(releaseNames.length);
  });

  test('is not mistaken for another by a running lab', () => {
    const lab = new Lab('/tmp/some-lab', '18.2.7');
    expect(() => lab.mustRun('reef')).not.toThrow();
    expect(() => lab.mustRun(undefined)).not.toThrow();
    expect(() => lab.mustRun('tentacle')).toThrow(LabError);
    expect(() => lab.mustRun('tentacle')).toThrow(/runs Ceph 18\.2\.7, not Ceph tentacle/);
  });

  test('needs no root folder where the machine has it, and else gives one to each site', () => {
    expect(keeperCommand('/tmp/lab', '/tmp/lab/a/root')).toEqual(['sleep', 'infinity']);
    const command = keeperCommand('/tmp/lab', '/tmp/lab/a/root', '/roots/reef');
    expect(command.slice(-3)).toEqual(['/roots/reef', '/tmp/lab', '/tmp/lab/a/root']);
  });
});

describe('the making of a root folder', () => {
  const folder = mkdtempSync(join(tmpdir(), 'splitbrain-roots-'));
  const { pid } = process;
  const started = statOf(pid)?.started;
  const parent = statOf(process.ppid)?.started;
  afterEach(() => {
    for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true });
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  test('clears what an interrupted one left, and nothing else', () => {
    const dead = [`reef.new-${2 ** 22 + 1}-7`, `reef.new-${process.ppid}-7`];
    const others = ['reef', `tentacle.new-${2 ** 22 + 1}-7`, 'reef.new-notes'];
    for (const name of [...dead, ...others])
      mkdirSync(join(folder, name, 'usr'), { recursive: true });
    clearUnfinished(folder, 'reef');
    expect(readdirSync(folder).sort()).toEqual([...others].sort());
  });

  test('leaves one that is under way alone, and says whose it is', () => {
    const living = join(folder, `reef.new-${process.ppid}-${parent}`);
    mkdirSync(living);
    expect(() => clearUnfinished(folder, 'reef')).toThrow(`process ${process.ppid} is making`);
    expect(existsSync(living)).toBe(true);
  });

  test('takes its own earlier try for an interrupted one', () => {
    mkdirSync(join(folder, `reef.new-${pid}-${started}`));
    clearUnfinished(folder, 'reef');
    expect(readdirSync(folder)).toEqual([]);
  });

  test('tells a network that is away from other failures', () => {
    expect(mendFor("Temporary failure resolving 'deb.debian.org'")).toContain('must reach');
    expect(mendFor('Could not connect to 10.0.0.1:3128')).toContain('must reach');
    expect(mendFor('E: Unable to locate package rbd-mirror')).not.toContain('must reach');
  });
});
