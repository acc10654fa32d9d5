import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { CourseReader } from '../../conformance/course/reader.ts';
import { exportable } from '../../conformance/export/exportable.ts';
import type { Mode } from '../../model/site.ts';
import { swimLanes } from '../../reports/svg/swim-lanes.ts';

const top = join(import.meta.dirname, '../..');

/** A picture of the guide: its file in this folder, and the run that it shows. */
export type Picture = {
  readonly file: string;
  readonly scenario: string;
  /** How the simulated pair behaves, if not as specified. */
  readonly with?: string;
  readonly mode?: Mode;
};

/** What breaks each promise in `scenarios/promises/`: a planted fault, or what a release does. */
const breakers: Readonly<Record<string, string>> = {
  'planned-failover-loses-nothing': 'demotion-forgets-its-last-write',
  'forced-failover-is-a-point-in-time': 'forced-promotion-rolls-back-too-far',
  'nothing-discarded-silently': 'resync-discards-the-wrong-side',
  'one-writer': 'resync-discards-the-wrong-side',
  'status-tells-the-truth': 'status-hides-the-split-brain',
  'no-promotion-of-a-broken-copy': 'promotes-half-synced',
  converges: 'interrupted-demotion-is-not-taken',
  'retry-is-safe': 'forced-promotion-cannot-be-repeated',
  'nothing-left-behind': 'removal-is-overlooked',
};

const namesIn = (folder: string): string[] =>
  readdirSync(join(top, folder))
    .map((file) => file.replace(/\.yaml$/, ''))
    .sort();

/** Every picture that the tool makes for the guide. */
export const pictures = (): readonly Picture[] => [
  ...namesIn('scenarios/guide').map((name) => ({
    file: `${name}.svg`,
    scenario: `scenarios/guide/${name}.yaml`,
    ...(name === 'planned-failover' && { mode: 'journal' as const }),
  })),
  ...namesIn('scenarios/promises').map((code) => ({
    file: `promises/${code}.svg`,
    scenario: `scenarios/promises/${code}.yaml`,
    with: breakerOf(code),
  })),
];

function breakerOf(code: string): string {
  const name = breakers[code];
  if (name === undefined) throw new Error(`scenarios/promises/${code}.yaml: broken by what?`);
  return name;
}

/** Makes a picture: SVG, the same to the byte each time. */
export async function draw({ scenario, with: behaviour, mode }: Picture): Promise<string> {
  const file = join(top, scenario);
  if (!existsSync(file)) throw new Error(`no ${file}`);
  const choice = { ...(behaviour && { with: behaviour }), ...(mode && { mode }) };
  const record = await exportable(file, choice, () => undefined);
  return swimLanes(record, new CourseReader().of(record));
}
