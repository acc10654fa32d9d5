import { randomBytes } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { type Mode, modes } from '../../model/site.ts';
import { simBudget } from './failure.ts';
import type { TargetName } from './target.ts';
import { UsageError } from './usage.ts';

/** What users can name as modes. */
export const modeNames = [...modes, 'both'] as const;

/** The name of one mode, or of both. */
export type ModeName = (typeof modeNames)[number];

/** The modes that a name stands for. */
export const modesOf = (name: ModeName): readonly Mode[] => (name === 'both' ? modes : [name]);

const units: ReadonlyMap<string, number> = new Map([
  ['ms', 1],
  ['s', 1000],
  ['m', 60_000],
  ['h', 3_600_000],
]);

/** Reads a length of time: `60s`, `5m`, `1h`; in milliseconds. @throws UsageError */
export function parseTime(text: string): number {
  const [, amount = '', unit = ''] = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(text) ?? [];
  const milliseconds = Number(amount) * (units.get(unit) ?? 0);
  if (milliseconds > 0) return milliseconds;
  throw new UsageError(`"${text}" is no length of time; write 60s, 5m or 1h`);
}

/** Reads a whole number from `least` on. @throws UsageError */
export function parseCount(text: string, least: number): number {
  const count = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (Number.isSafeInteger(count) && count >= least) return count;
  throw new UsageError(`"${text}" is no whole number from ${least} on`);
}

/** Reads a seed: any text on one line. @throws UsageError */
export function parseSeedText(text: string): string {
  if (/^[^\n\r]{1,200}$/.test(text)) return text;
  throw new UsageError('a seed is a line of 1 to 200 characters');
}

/** Reads the path of a file or folder. @throws UsageError */
export function parsePath(text: string): string {
  if (text !== '' && !text.includes('\0')) return text;
  throw new UsageError('a path has at least one character');
}

/** A seed that nobody used before. */
export const freshSeed = (): string => randomBytes(4).toString('hex');

/** What is done unless told otherwise: runs in each mode, runs to shrink a failure, further tries of one. */
export const defaultsFor: Readonly<
  Record<TargetName, { runs: number; shrink: number; retries: number }>
> = {
  sim: { runs: 1000, shrink: simBudget, retries: 0 },
  ceph: { runs: 10, shrink: 40, retries: 1 },
};

/** A lab at work takes 0.7 GiB; the rest is for the others on the machine. */
const memoryOfLab = 1024 ** 3;

/** A scenario on real clusters mostly waits, so that a core serves several labs. */
const labsOfCore = 2;

/** How many labs a machine of so many cores and bytes of free memory runs at once. */
export const usualLabs = (
  cores: number = availableParallelism(),
  memory: number = process.availableMemory(),
): number => Math.max(1, Math.min(cores * labsOfCore, Math.floor(memory / memoryOfLab)));
