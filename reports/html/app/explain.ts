import type { Course } from '../../../conformance/course/course.ts';
import type { SiteSituation } from '../../../conformance/course/situation.ts';
import type { RunRecord } from '../../../conformance/record.ts';
import { peerOf } from '../../../model/site.ts';
import { stepText } from '../../step-text.ts';
import { behindText, counted, stageWords, writesText } from './words.ts';

/** A failure, told in sentences: the first says what was wrong. */
export type Explanation = {
  readonly what: string;
  /** The writes that are lost, and where they were acknowledged. */
  readonly lost?: string;
  readonly before?: string;
};

type Failed = Extract<RunRecord['verdict'], { kind: 'fail' }>;

/** Explains why a run failed; undefined for one that did not. */
export function explanationOf(record: RunRecord, course: Course): Explanation | undefined {
  const { verdict, steps } = record;
  if (verdict.kind !== 'fail') return undefined;
  const failing = steps[verdict.step]?.step;
  const name = failing === undefined ? '' : `, ${stepText(failing)}`;
  const step = `step ${verdict.step + 1}${name}`;
  const lost = lostIn(verdict, course);
  const before = beforeIn(verdict, course);
  return {
    what: whatIn(verdict, step),
    ...(lost !== undefined && { lost }),
    ...(before !== undefined && { before }),
  };
}

function whatIn({ aspect, site, seen, allowed }: Failed, step: string): string {
  const may = allowed.length === 0 ? 'nothing' : allowed.join(', or ');
  if (aspect === 'outcome') {
    return `${step[0]?.toUpperCase()}${step.slice(1)}, came to ${seen}; the model allows ${may}.`;
  }
  const verb = aspect === 'content' ? 'holds' : `shows as its ${aspect}`;
  return `After ${step}, site ${site} ${verb} ${seen}; the model allows ${may}.`;
}

const numbersIn = (text: string): number[] => (text.match(/\d+/g) ?? []).map(Number);

/** The writes that should be there, whatever else may be, and are not; or that are at neither site. */
function lostIn({ aspect, site, seen, allowed, step }: Failed, { writes, moments }: Course) {
  const isReal = (text: string) => /^(no writes|writes [\d ]+)$/.test(text);
  const promised = allowed.filter(isReal).map(numbersIn);
  const [first = [], ...others] = promised;
  const needed =
    aspect === 'content' ? first.filter((one) => others.every((all) => all.includes(one))) : [];
  const there = numbersIn(seen);
  const missing = new Set(needed.filter((write) => !there.includes(write)));
  const failed = moments.findIndex((moment) => moment.step === step);
  const lost = writes.filter(({ write, gone }) => missing.has(write) || gone === failed);
  if (lost.length === 0) return undefined;
  const told = lost.map(({ write, acknowledged }) => {
    const moment = moments[acknowledged];
    const at = moment?.kind === 'step' && 'site' in moment.do ? ` at ${moment.do.site}` : '';
    return `write ${write}, acknowledged${at} in step ${(moment?.step ?? 0) + 1}`;
  });
  const elsewhere = lost.every(({ where }) => where.at(-1)?.includes(peerOf(site)));
  const still = elsewhere
    ? ` Site ${peerOf(site)} still has ${lost.length === 1 ? 'it' : 'them'}.`
    : '';
  return `Lost${aspect === 'content' ? ` at ${site}` : ''}: ${told.join('; ')}.${still}`;
}

/** How the site was just before. */
function beforeIn({ site, step }: Failed, { moments, start }: Course): string | undefined {
  const failing = moments.findIndex((moment) => moment.kind === 'step' && moment.step === step);
  if (failing < 0) return undefined;
  const before = (moments[failing - 1]?.after ?? start)[site];
  return `Just before, ${site} was ${siteText(before)}.`;
}

function siteText(site: SiteSituation): string {
  const { role, replayer, behind, writes, own, snapshots = [] } = site;
  return [
    role,
    ...(role === 'non-primary' ? [`its replayer ${stageWords[replayer]}`] : []),
    ...(behind > 0 ? [`${behindText(site)} behind`] : []),
    ...(own > 0 && role !== 'primary' ? [`with ${counted(own, 'event')} of its own`] : []),
    ...(snapshots.length > 0 ? [`with ${snapshotsTold(site)}`] : []),
    ...(role === 'absent' ? [] : [`holding ${writesText(writes)}`]),
  ].join(', ');
}

/** Its mirror snapshots in words: `mirror snapshots 2 (demoted), 3 (in part)`. */
function snapshotsTold({ snapshots = [] }: SiteSituation): string {
  const told = snapshots.map(({ number, kind, complete }) => {
    if (kind === 'orphan') return 'an orphan';
    const notes = [
      ...(kind.endsWith('demoted') ? ['demoted'] : []),
      ...(complete ? [] : ['in part']),
    ];
    return notes.length === 0 ? `${number}` : `${number} (${notes.join(', ')})`;
  });
  return `mirror snapshot${told.length === 1 ? '' : 's'} ${told.join(', ')}`;
}

/** The moment of a course at which its run failed; undefined where it did not, or does not come so far. */
export const failingMoment = ({ difference }: Course): number | undefined => difference?.moment;
