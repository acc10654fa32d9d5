import { execFile } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { Exploration } from './engines.ts';

const exec = promisify(execFile);
const specs = resolve(import.meta.dirname, '../../sim/bench');

/** A model checker that is a program of its own: its specification, how it is made ready, and run. */
interface Checker {
  readonly engine: string;
  readonly spec: string;
  readonly make: readonly (readonly string[])[];
  readonly run: readonly string[];
  /** Finds the counts in what it printed. */
  readonly counts: RegExp;
}

const spin = (engine: string, ...flags: readonly string[]): Checker => ({
  engine,
  spec: 'small-pair.pml',
  make: [
    ['spin', '-a', 'small-pair.pml'],
    ['gcc', '-O2', '-DSAFETY', '-DNOREDUCE', '-DMEMLIM=8000', ...flags, '-o', 'pan', 'pan.c'],
  ],
  run: ['./pan', '-m3000000', '-w24'],
  counts: /(\d+) states, stored\n(?:.*\n)*?.*?(\d+) transitions/,
});

const checkers: readonly Checker[] = [
  spin('Spin -O2, depth first'),
  spin('Spin -O2, breadth first', '-DBFS'),
  {
    engine: 'Rumur -O2, one thread',
    spec: 'small-pair.m',
    make: [
      ['rumur', '--threads', '1', '--deadlock-detection', 'off', 'small-pair.m', '-o', 'pair.c'],
      ['gcc', '-O2', '-std=c11', '-mcx16', '-o', 'pair', 'pair.c', '-lpthread'],
    ],
    run: ['./pair'],
    counts: /(\d+) states, (\d+) rules fired/,
  },
];

/** What the checkers that are installed come to; the others are named. */
export async function installedCheckers(say: (what: string) => void) {
  const explored: Exploration[] = [];
  const missing: string[] = [];
  for (const checker of checkers) {
    say(checker.engine);
    const result = await check(checker);
    if (result === undefined) missing.push(checker.engine);
    else explored.push(result);
  }
  return { explored, missing };
}

/** Runs a checker, timed without what makes it ready; undefined where it is not installed. */
async function check({ engine, spec, make, run, counts }: Checker) {
  const folder = mkdtempSync(join(tmpdir(), 'splitbrain-bench-'));
  try {
    copyFileSync(join(specs, spec), join(folder, spec));
    for (const [program = '', ...flags] of make) await exec(program, flags, { cwd: folder });
    const began = performance.now();
    const [program = '', ...flags] = run;
    const { stdout } = await exec(program, flags, { cwd: folder, maxBuffer: 2 ** 24 });
    const seconds = (performance.now() - began) / 1000;
    const [, states, transitions] = counts.exec(stdout) ?? [];
    if (states === undefined) throw new Error(`${engine} printed no counts:\n${stdout}`);
    return {
      engine,
      states: Number(states),
      transitions: Number(transitions),
      seconds,
      whole: true,
    };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
