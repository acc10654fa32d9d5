import { type Site, sites } from '../../model/site.ts';
import type { Done } from '../html/done.ts';
import type { Facts } from './facts.ts';

/** A fault that was not ended, in words, by what ends it. */
type Fault = { readonly ends: string; readonly text: string };

const linkTexts = {
  cut: 'the link was cut',
  slow: 'the link was made slow',
  lossy: 'the link was made lossy',
} as const;

/** What a step makes a fault of, if it does. */
function faultOf(step: Done): Fault | undefined {
  if (step.do === 'cut' || step.do === 'slow' || step.do === 'lossy') {
    return { ends: 'heal', text: linkTexts[step.do] };
  }
  const { site } = step;
  if (site === undefined) return undefined;
  if (step.do === 'cut-from') return { ends: 'heal', text: `what ${site} sends was lost` };
  if (step.do === 'hold') return { ends: `release ${site}`, text: `syncs at ${site} were held up` };
  if (step.do === 'fill')
    return { ends: `make-room ${site}`, text: `the pool of ${site} was full` };
  if (step.do === 'stop-replayer') {
    return { ends: `start-replayer ${site}`, text: `${site} was told to replay nothing` };
  }
  const [, verb, part] = /^(stop|kill)-(site|daemon|monitor|osd)$/.exec(step.do) ?? [];
  if (verb === undefined || part === undefined) return undefined;
  const did = verb === 'stop' ? 'stopped' : 'killed';
  return { ends: `start-${part} ${site}`, text: `${partText(part, site)} was ${did}` };
}

function partText(part: string, site: Site): string {
  if (part === 'site') return `site ${site}`;
  return part === 'daemon' ? `the mirror daemon of ${site}` : `the ${part} of ${site}`;
}

/**
 * The faults that were still there when a step was taken, counted from 1, by what was done in each step; each with the
 * step at which it struck. A repair ends them all.
 */
export function standingFaults(steps: readonly (readonly Done[])[], number: number): string[] {
  const standing = new Map<string, string>();
  const before = steps
    .slice(0, number - 1)
    .flatMap((all, index) => all.map((step) => ({ step, index })));
  for (const { step, index } of before) {
    if (step.do === 'repair') standing.clear();
    standing.delete(step.site === undefined ? step.do : `${step.do} ${step.site}`);
    // A site that comes back brings its monitor and its OSD along.
    if (step.do === 'start-site') {
      for (const part of ['monitor', 'osd']) standing.delete(`start-${part} ${step.site}`);
    }
    const fault = faultOf(step);
    if (fault !== undefined) standing.set(fault.ends, `${fault.text} in step ${index + 1}`);
  }
  return [...standing.values()];
}

/** A site that did not come any further, in words; undefined where there is nothing of that kind. */
export function standingOf({ before, mode }: Facts, site: Site): string | undefined {
  if (before === undefined) return undefined;
  const { replayer, behind, snapshots = [], role } = before[site];
  const coming = snapshots.find(({ complete }) => !complete);
  const of = coming === undefined ? '' : ` of mirror snapshot ${coming.number}`;
  const what = mode === 'snapshot' ? 'mirror snapshots' : 'journal entries';
  switch (replayer) {
    case 'creating':
      return `the copy at ${site} was being made`;
    case 'first-copy':
      return `the first copy at ${site}${of} was not complete`;
    case 'half-way':
      return `the copy at ${site}${of} was at some of its objects`;
    case 'broken-off':
      return `the copy at ${site}${of} had been broken off at some of its objects`;
    case 'behind':
      return `${site} still had ${what} to take${behind === 0 ? '' : ` (${behind})`}`;
    case 'split-brain':
      return `${site} was in split-brain`;
    case 'resync-asked':
      return `${site} was to be copied anew`;
    case 'orphan':
      return `the newest that ${site} had was a demotion`;
    case 'stopped':
      return role === 'non-primary' ? `${site} replayed nothing` : undefined;
    default:
      return undefined;
  }
}

/** How the pair stood just before a failure, and what held it there; undefined where nothing is to be told. */
export function standing(facts: Facts): string | undefined {
  const { site } = facts.verdict;
  const own = [site, ...sites.filter((one) => one !== site)];
  const stood = own.flatMap((one) => standingOf(facts, one) ?? []);
  const faults = standingFaults(
    facts.steps.map(({ step }) => [step]),
    facts.number,
  );
  if (stood.length === 0 && faults.length === 0) return undefined;
  if (stood.length === 0) return `at that time ${faults.join(', and ')}`;
  const why = faults.length === 0 ? '' : `, because ${faults.join(', and ')}`;
  return `until then ${stood.join(', and ')}${held(facts, site) ? why : why.replace('because', 'while')}`;
}

/** What a fault can have held a copy in. */
const unfinished = /^(creating|first-copy|half-way|broken-off|behind|stopped)$/;

const held = ({ before }: Facts, site: Site): boolean =>
  before !== undefined && unfinished.test(before[site].replayer);
