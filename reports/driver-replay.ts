import type { LostWrite } from '../conformance/course/driven-failovers.ts';
import type { DriverRecord, Finding, VolumeStepRecord } from '../conformance/drivers/record.ts';
import { callText } from './call-text.ts';
import { exits } from './exit.ts';
import { drivenExplanation } from './explain/driven.ts';
import { spoken, wrapped } from './explain/explain.ts';
import { type Paint, plain } from './paint.ts';
import { volumeStepText } from './volume-text.ts';

/**
 * One run with a driver, step by step: what was asked, what the driver called, and what there was afterwards; and why
 * it was found wanting. `again` says whether the finding of the bundle that was replayed shows, `lost` the acknowledged
 * writes that failovers lost.
 */
export function driverReplayText(
  record: DriverRecord,
  again: boolean | undefined,
  lost: readonly LostWrite[],
  paint: Paint = plain,
): string {
  const { verdict } = record;
  const findings = verdict.kind === 'fail' ? verdict.findings : [];
  const lines = record.steps.flatMap((step, index) => [
    ...stepText(step, index, record.steps[index - 1]?.at ?? 0, paint),
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
    ...findings.flatMap((finding) => whyLines(record, finding, lost)),
    paint(verdict.kind === 'pass' ? 'good' : 'bad', `${verdict.kind.toUpperCase()}${reason}`),
    ...shown,
    '',
  ].join('\n');
}

const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`;

/** Why a driver was found wanting, as lines. */
function whyLines(record: DriverRecord, finding: Finding, lost: readonly LostWrite[]): string[] {
  const why = spoken(drivenExplanation(record, finding, lost));
  return why === '' ? [] : ['', ...wrapped(`${finding.code}: ${why}`, 100)];
}

/** `since` is when the step before it had ended. */
function stepText(record: VolumeStepRecord, index: number, since: number, paint: Paint): string[] {
  const { step, answer, message, at, told, sights, calls = [] } = record;
  const shown = answer === 'ok' ? '' : ` ${answer}${message ? `: ${message}` : ''}`;
  return [
    `${String(index + 1).padStart(3)}  ${volumeStepText(step)}${shown} ${paint('faint', `took ${seconds(at - since)}, until ${seconds(at)}`)}`,
    ...calls
      .filter(({ call }) => call !== 'open' && call !== 'features')
      .map(({ site, error, ...call }) =>
        paint('faint', `       ${site} ${callText(call)}${error ? ` ${error}` : ''}`),
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
