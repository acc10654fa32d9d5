import seedrandom from 'seedrandom';
import { type Mode, modes, nameOfMirroring, type PoolMode } from '../../model/site.ts';

/** The version of seeds: it changes when the same seed would make another scenario or schedule. */
export const seedVersion = 1 as const;

/** That of the seeds of volume scenarios. Since 2 something can strike in the middle of a failover; 1 is read yet. */
export const volumeSeedVersion = 2 as const;

/** A version of seeds that can be read. */
export type SeedVersion = typeof seedVersion | typeof volumeSeedVersion;

/** A seed that names one run: its version, how the pair is mirrored, and any text. */
export type Seed = {
  readonly mode: Mode;
  /** What the pool is in, if not image mode. */
  readonly poolMode?: PoolMode;
  readonly text: string;
  /** Its version, if not the first one. */
  readonly version?: SeedVersion;
};

/** Writes a seed: `sb1-snapshot-friday.17`; `sb1-pool-friday.17` for journal mode in pool mode. */
export const formatSeed = ({ text, version = seedVersion, ...mirroring }: Seed): string =>
  `sb${version}-${nameOfMirroring(mirroring)}-${text}`;

/** A seed that this version cannot read; the message says what to do. */
export class SeedError extends Error {
  override readonly name = 'SeedError';
}

/** Reads a seed. @throws SeedError for a text that is none, or one of another version. */
export function parseSeed(text: string): Seed {
  const [, version, name = '', rest = ''] = /^sb(\d+)-([a-z]+)-(.+)$/s.exec(text) ?? [];
  if (version === undefined) {
    throw new SeedError(`"${text}" is not a seed: one looks like sb1-snapshot-friday.17`);
  }
  const known = [seedVersion, volumeSeedVersion].find((one) => one === Number(version));
  if (known === undefined) {
    throw new SeedError(
      `seed ${text} is of version ${version}, this splitbrain reads versions ${seedVersion} and ` +
        `${volumeSeedVersion}: replay its bundle instead, which needs no generator`,
    );
  }
  const own = { text: rest, ...(known !== seedVersion && { version: known }) };
  if (name === 'pool') return { mode: 'journal', poolMode: 'pool', ...own };
  const mode = modes.find((one) => one === name);
  if (mode === undefined) {
    throw new SeedError(
      `seed ${text}: unknown mode "${name}", modes are ${modes.join(', ')} and pool`,
    );
  }
  return { mode, ...own };
}

/** The version of the volume scenario that a text makes: the newest one, for what is no seed. */
export const volumeVersionOf = (seed: string): SeedVersion =>
  seed.startsWith(`sb${seedVersion}-`) ? seedVersion : volumeSeedVersion;

/** A number for generators that are seeded by one: the same for the same text on any machine. */
export const numberFrom = (seed: string): number => seedrandom.alea(seed).int32();
