import type { Mode, Site } from '../../model/site.ts';
import type { VolumeNumber, VolumeStep } from '../../scenarios/volumes/step.ts';
import type { LogLine } from '../daemon-log.ts';
import type { Answer, FullSight } from '../target.ts';
import type { HandCommand } from './clusters.ts';
import type { OwedCode } from './obligations.ts';
import type { Database, LibraryCall } from './protocol.ts';
import type { Struck } from './strike.ts';

/** What a volume's image shows at both sites. */
export type VolumeSight = Readonly<Record<Site, FullSight>>;

/** What all volumes show. */
export type VolumeSights = ReadonlyMap<VolumeNumber, VolumeSight>;

/** A way in which a driver was found wanting. */
export interface Finding {
  readonly code: OwedCode;
  /** The step in which it showed, from 0. */
  readonly step: number;
  readonly volume?: VolumeNumber;
  /** What about it, in few words that are the same each time that the same thing shows. */
  readonly aspect: string;
  /** What was seen, for this run. */
  readonly saw: string;
}

/** What one finding is one of. */
export const kindOfFinding = ({ code, aspect }: Pick<Finding, 'code' | 'aspect'>): string =>
  `${code}: ${aspect}`;

/** What a run came to. */
export type DriverVerdict =
  | { readonly kind: 'pass' }
  | { readonly kind: 'fail'; readonly findings: readonly Finding[] }
  | { readonly kind: 'inconclusive'; readonly step: number; readonly reason: string };

/** What an operator, or a repair, did to an image, and what it came to. */
export interface HandDone {
  readonly site: Site;
  readonly image: string;
  readonly command: HandCommand;
  readonly answer: Answer;
}

/** One step of a run: what was asked, what came of it, and what was so afterwards. */
export interface VolumeStepRecord {
  readonly step: VolumeStep;
  /** Milliseconds since the run began, by the clusters' clock. */
  readonly at: number;
  /** `ok`, the class of the error that the driver or a cluster answered with, or `ended` of a driver that was. */
  readonly answer: string;
  readonly message?: string;
  /** What struck in the middle of it. */
  readonly struck?: Struck;
  /** The numbers of the writes that were acknowledged. */
  readonly writes?: readonly number[];
  /** Of a write: the site that was written to, and the number of the write that was refused. */
  readonly written?: { readonly site: Site; readonly refused?: number };
  /** What was done to images by hand. */
  readonly hands?: readonly HandDone[];
  /** What the driver tells of each volume, by number. */
  readonly told: Readonly<Record<string, string>>;
  /** What there is of each volume, by number. */
  readonly sights: Readonly<Record<string, VolumeSight>>;
  /** What the driver's own database says, if it keeps one. */
  readonly database?: Database;
  /** What the driver called in Ceph's libraries. */
  readonly calls?: readonly LibraryCall[];
}

/** What a run was, from its seed to its verdict: plain data. */
export interface DriverRecord {
  readonly format: 1;
  readonly seed: string;
  readonly scenario: string;
  readonly driver: string;
  readonly target: string;
  readonly mode: Mode;
  readonly verdict: DriverVerdict;
  /** What the driver could have been found wanting in. */
  readonly atStake: readonly OwedCode[];
  /** The number of the volume that each image was one of. */
  readonly images: Readonly<Record<string, VolumeNumber>>;
  /** How often it was run, where more often than once: the verdict is that of the first time. */
  readonly tries?: number;
  /** It failed, and passed when it was tried again. */
  readonly flaky?: true;
  /** The file of the bundle that it replayed, of those that an earlier command left. */
  readonly replayed?: string;
  /** What that bundle was saved for shows no more. */
  readonly mended?: true;
  /** What the mirror daemons wrote near the step in which it failed first; by the clock of `at`. */
  readonly logs?: Readonly<Record<Site, readonly LogLine[]>>;
  readonly took: number;
  readonly steps: readonly VolumeStepRecord[];
}

/** How a run was found wanting in this way, first; undefined where it was not. */
export const findingOf = ({ verdict }: DriverRecord, kind: string): Finding | undefined =>
  verdict.kind === 'fail' ? verdict.findings.find((one) => kindOfFinding(one) === kind) : undefined;

/** The steps of a run up to the one in which a finding showed: what comes later is of no account to it. */
export const stepsTo = ({ steps }: DriverRecord, finding?: Finding): readonly VolumeStep[] =>
  steps.slice(0, (finding?.step ?? steps.length - 1) + 1).map(({ step }) => step);
