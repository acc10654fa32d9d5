import type { DefectSighting } from '../conformance/drivers/defects.ts';
import { columns } from './columns.ts';
import { exits } from './exit.ts';
import { type Paint, plain } from './paint.ts';
import { volumeStepText } from './volume-text.ts';

/** The track record of drivers as a table: each defect, on what it was looked for, and whether it showed. */
export function defectsText(seen: readonly DefectSighting[], paint: Paint = plain): string {
  const rows = seen.map(({ defect, mode, driver, target, shown, tries }) => [
    defect.name,
    defect.bug.known ?? 'new',
    driver,
    mode,
    target,
    shown ? 'shows' : 'does not show',
    String(tries),
  ]);
  const [first = '', ...lines] = columns([
    ['defect', 'known as', 'driver', 'mode', 'on', 'seen', 'tries'],
    ...rows,
  ]);
  return [paint('strong', first), ...lines, '', ...seen.flatMap(storyOf), endOf(seen)].join('\n');
}

/** What there is to say of one that did not show: what did. */
function storyOf({ defect, shown, record }: DefectSighting): string[] {
  const { verdict } = record;
  if (shown) return [];
  const steps = record.steps.map(({ step }) => volumeStepText(step)).join('; ');
  const instead =
    verdict.kind === 'fail'
      ? verdict.findings.map(({ code, aspect }) => `${code}: ${aspect}`).join('; ')
      : verdict.kind === 'inconclusive'
        ? `inconclusive: ${verdict.reason}`
        : 'nothing is found wanting';
  return [
    `${defect.name} does not show: ${steps}`,
    `  looked for ${defect.bug.finding}`,
    `  seen: ${instead}`,
    '',
  ];
}

const endOf = (seen: readonly DefectSighting[]): string =>
  `${seen.length} looked at: ${seen.filter(({ shown }) => shown).length} show`;

/** What it comes to: of Cinder's own drivers all are known to show, of another one none should. */
export function defectsExit(seen: readonly DefectSighting[]): number {
  if (seen.some(({ record }) => record.verdict.kind === 'inconclusive')) return exits.inconclusive;
  const asKnown = seen.every(
    ({ defect, driver, shown }) => shown === (defect.bug.driver === driver),
  );
  return asKnown ? exits.pass : exits.fail;
}

/** The same as plain data. */
export const defectsData = (seen: readonly DefectSighting[]) =>
  seen.map(({ defect, mode, driver, target, shown, tries, record }) => ({
    defect: defect.name,
    ...defect.bug,
    ...{ mode, ran: driver, target, shown, tries },
    verdict: record.verdict,
  }));
