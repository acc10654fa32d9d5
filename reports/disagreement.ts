import type { Disagreement } from '../conformance/compare/conduct.ts';
import type { RunRecord } from '../conformance/record.ts';
import { columns } from './columns.ts';
import { replayBundle } from './commands.ts';
import { claimOf } from './failure.ts';
import { type Paint, plain } from './paint.ts';
import { sideBySide } from './side-by-side.ts';
import { sightText } from './sight-text.ts';
import { stepText } from './step-text.ts';
import { countOf } from './tally.ts';

type StepRecord = RunRecord['steps'][number];
type Failed = Extract<RunRecord['verdict'], { kind: 'fail' }>;

/** Mark and number, the step, and the two targets: 100 columns with the gaps. */
const widths = [5, 22, 35, 35];

/** A disagreement for people: what both targets did, side by side, up to where they part. */
export function disagreementText(
  found: Disagreement,
  paint: Paint = plain,
  strict = false,
): string {
  const { shrunk, targets, first, seeds, bundle } = found;
  const { verdict, mode, scenario } = shrunk;
  if (verdict.kind !== 'fail') return '';
  const what = verdict.known ?? verdict.code;
  const named = scenario === 'generated' ? '' : `, scenario "${scenario}"`;
  const unexplained = countOf(shrunk, strict) !== 'known';
  const head = `${unexplained ? 'PART' : 'KNOWN'}  ${what}`;
  const title = sideBySide([[[''], ['step'], [targets[0]], [targets[1]]]], widths);
  const where = [
    ['met', `${seeds.length === 1 ? '1 run' : `${seeds.length} runs`}, first by ${first.seed}`],
    ...(bundle === undefined ? [] : [['replay', replayBundle(bundle)]]),
  ];
  return [
    `${paint(unexplained ? 'bad' : 'unsure', head)}  ${mode} mode${named}`,
    ...(verdict.known === undefined ? [`      ${claimOf(verdict.code)}`] : []),
    '',
    ...title.map((line) => paint('strong', line)),
    ...rowsOf(found, verdict.step).map((line) =>
      line.startsWith('>') ? paint('bad', line) : line,
    ),
    '',
    ...columns([...whatEachSaid(found, verdict), ...where]).map((line) => `      ${line}`),
  ].join('\n');
}

/** What the one said that parted, and what the other could have said. */
function whatEachSaid({ shrunk, targets }: Disagreement, verdict: Failed): string[][] {
  const { aspect, site, seen, allowed, known } = verdict;
  const other = targets.find((name) => name !== shrunk.target) ?? '';
  return [
    ...(known === undefined ? [] : [['known', `explained by ${known}`]]),
    [`${aspect} at ${site}`, `${shrunk.target}: ${seen}`],
    ['', `${other} can say: ${allowed.length === 0 ? 'nothing' : allowed.join('; or ')}`],
  ];
}

/** The steps, with what both targets showed; `~` where they differ by their schedules alone. */
function rowsOf({ shrunk, beside, targets }: Disagreement, failing: number): string[] {
  const isFirst = targets[0] === shrunk.target;
  const rows = shrunk.steps.map((own, index) => {
    const parts = index === failing;
    const other = beside?.steps[index];
    const differ = other !== undefined && saidText(own, true) !== saidText(other, true);
    const full = parts || differ || own.step.do === 'settle';
    const mark = parts ? '>' : differ ? '~' : ' ';
    const said = saidText(own, full).split('\n');
    const besideSaid =
      other === undefined ? [whyMissing(beside)] : saidText(other, full).split('\n');
    const both = isFirst ? [said, besideSaid] : [besideSaid, said];
    return [[`${mark}${String(index + 1).padStart(4)}`], [stepText(own.step)], ...both];
  });
  return sideBySide(rows, widths);
}

const whyMissing = (beside: RunRecord | undefined): string =>
  beside?.verdict.kind === 'inconclusive' ? `(${beside.verdict.reason})` : '(not run)';

/** What a target said in a step: its answer; if `full`, also what was seen at each site. */
function saidText({ answer, sights, writes }: StepRecord, full: boolean): string {
  const told = writes === undefined ? answer : `${answer}, write ${writes.join(' ')}`;
  if (!full) return told ?? '';
  const seen = (['a', 'b'] as const).flatMap((site) => {
    const text = sightText(sights[site]);
    return text === '' ? [] : [`${site}: ${text}`];
  });
  return [...(told === undefined ? [] : [told]), ...seen].join('\n');
}

/** A disagreement as plain data. */
export function disagreementData({ shrunk, beside, targets, seeds, bundle }: Disagreement) {
  const { verdict, mode, scenario, target } = shrunk;
  if (verdict.kind !== 'fail') return { mode, scenario };
  const { code, known, aspect, site, seen, allowed, step } = verdict;
  return {
    ...{ code, mode, scenario, aspect, site, step: step + 1 },
    ...(known !== undefined && { known }),
    parted: target,
    said: seen,
    other: targets.find((name) => name !== target),
    canSay: allowed,
    steps: shrunk.steps.map((own, index) => {
      const other = beside?.steps[index];
      return {
        step: own.step,
        [target]: sayingOf(own),
        ...(other !== undefined && beside !== undefined && { [beside.target]: sayingOf(other) }),
      };
    }),
    count: seeds.length,
    seeds: seeds.slice(0, 20),
    ...(bundle !== undefined && { bundle, replay: replayBundle(bundle) }),
  };
}

const sayingOf = ({ answer, sights, writes }: StepRecord) => ({
  ...(answer !== undefined && { answer }),
  ...(writes !== undefined && { writes }),
  sights,
});
