import type { DriverRecord, VolumeStepRecord } from '../conformance/drivers/record.ts';
import { exits } from './exit.ts';
import { type Paint, plain } from './paint.ts';
import { volumeStepText } from './volume-text.ts';

/** One run with a driver, step by step: what was asked, what the driver called, and what there was afterwards. */
export function driverReplayText(
  record: DriverRecord,
  again: boolean | undefined,
  paint: Paint = plain,
): string {
  const { verdict } = record;
  const findings = verdict.kind === 'fail' ? verdict.findings : [];
  const lines = record.steps.flatMap((step, index) => [
    ...stepText(step, index, paint),
    ...findings
      .filter((finding) => finding.step === index)
      .map(({ code, volume, saw }) =>
        paint('bad', `     ${code}${volume === undefined ? '' : `, volume ${volume}`}: ${saw}`),
      ),
  ]);
  const reason = verdict.kind === 'inconclusive' ? `: ${verdict.reason}` : '';
  const shown =
    again === undefined
      ? []
      : [again ? 'the bundle’s finding shows' : 'the bundle’s finding does not show'];
  return [
    paint(
      'strong',
      `${record.driver} on ${record.target}, ${record.mode} mode, seed ${record.seed}`,
    ),
    ...lines,
    paint(verdict.kind === 'pass' ? 'good' : 'bad', `${verdict.kind.toUpperCase()}${reason}`),
    ...shown,
    '',
  ].join('\n');
}

const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`;

function stepText(record: VolumeStepRecord, index: number, paint: Paint): string[] {
  const { step, answer, message, at, told, sights, calls = [] } = record;
  const shown = answer === 'ok' ? '' : ` ${answer}${message ? `: ${message}` : ''}`;
  return [
    `${String(index + 1).padStart(3)}  ${volumeStepText(step)}${shown} ${paint('faint', seconds(at))}`,
    ...calls
      .filter(({ call }) => call !== 'open' && call !== 'features')
      .map(({ site, call, args, error }) =>
        paint(
          'faint',
          `       ${site} ${call}(${args.map(String).join(', ')})${error ? ` ${error}` : ''}`,
        ),
      ),
    ...Object.entries(sights).map(([volume, { a, b }]) => {
      const [here, there] = [a, b].map(
        ({ role, status, content }) => `${role} ${status} [${String(content)}]`,
      );
      return paint('faint', `     volume ${volume}, told ${told[volume]}: a ${here}; b ${there}`);
    }),
  ];
}

/** What a replay with a driver comes to. */
export const driverReplayExit = ({ verdict }: DriverRecord): number => exits[verdict.kind];
