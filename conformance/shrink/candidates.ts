import { internalNames } from '../../model/events.ts';
import { peerOf, sites } from '../../model/site.ts';
import { interruptOf, withoutInterrupt } from '../../scenarios/events.ts';
import type { Step } from '../../scenarios/step.ts';

type Steps = readonly Step[];

/** Ever smaller parts left out: first halves, at last single steps. */
export function* withoutParts(steps: Steps): Generator<Steps> {
  for (let size = steps.length >> 1; size >= 1; size >>= 1) {
    for (let from = steps.length - size; from > -size; from -= size) {
      const first = Math.max(0, from);
      yield [...steps.slice(0, first), ...steps.slice(from + size)];
    }
  }
}

/** Any two steps left out, for what only goes together: a fault and its end. */
export function* withoutPairs(steps: Steps): Generator<Steps> {
  for (let one = 0; one < steps.length; one += 1) {
    for (let other = one + 1; other < steps.length; other += 1) {
      yield steps.filter((_, index) => index !== one && index !== other);
    }
  }
}

/** Stretches of spelled-out daemon steps, replaced by waiting until there are none left. */
export function* settledStretches(steps: Steps): Generator<Steps> {
  for (let from = 0; from < steps.length; from += 1) {
    let to = from;
    while (steps[to]?.do === 'let') to += 1;
    if (to > from) yield [...steps.slice(0, from), { do: 'settle' }, ...steps.slice(to)];
  }
}

/** A wait, replaced by the few daemon steps that were needed. */
export function* spelledOut(steps: Steps): Generator<Steps> {
  for (const [index, step] of steps.entries()) {
    if (step.do !== 'settle') continue;
    for (const site of sites) {
      for (const daemon of internalNames) {
        yield [...steps.slice(0, index), { do: 'let', site, daemon }, ...steps.slice(index + 1)];
      }
    }
  }
}

/** One step replaced by a simpler one. */
export function* simplerSteps(steps: Steps): Generator<Steps> {
  for (const [index, step] of steps.entries()) {
    for (const simpler of simplerThan(step)) {
      yield [...steps.slice(0, index), simpler, ...steps.slice(index + 1)];
    }
  }
}

/** The same, seen from the other side. */
export function* mirrored(steps: Steps): Generator<Steps> {
  yield steps.map((step) => ('site' in step ? { ...step, site: peerOf(step.site) } : step));
}

/** One step moved to another place. */
export function* moved(steps: Steps): Generator<Steps> {
  for (const [from, step] of steps.entries()) {
    const rest = [...steps.slice(0, from), ...steps.slice(from + 1)];
    for (let to = 0; to <= rest.length; to += 1) {
      if (to !== from) yield [...rest.slice(0, to), step, ...rest.slice(to)];
    }
  }
}

function simplerThan(step: Step): Step[] {
  if (interruptOf(step) !== undefined) return [withoutInterrupt(step)];
  if (step.do === 'demote' && step.writing !== undefined) {
    const { writing, ...plain } = step;
    return [plain, ...(writing === 1 ? [] : [{ ...step, writing: 1 } as const])];
  }
  switch (step.do) {
    case 'kill-daemon':
      return [{ ...step, do: 'stop-daemon' }];
    case 'kill-site':
      return [
        { ...step, do: 'stop-site' },
        { ...step, do: 'stop-daemon' },
      ];
    case 'stop-site':
      return [{ ...step, do: 'stop-daemon' }, { do: 'cut' }];
    case 'stop-daemon':
      return [{ do: 'cut' }];
    case 'clone':
      return [{ ...step, do: 'create' }];
    case 'promote':
      return step.force ? [{ ...step, force: false }] : [];
    case 'snapshot':
    case 'demote':
      return [{ do: 'write', site: step.site, blocks: 1 }];
    default:
      return [];
  }
}
