import { setImmediate } from 'node:timers/promises';
import { nameOf } from '../../model/events.ts';
import type { PromiseCode } from '../../model/promises.ts';
import { machineOf, statusOf, together } from '../../model/variant.ts';
import { requestOf } from '../../scenarios/events.ts';
import type { Step } from '../../scenarios/step.ts';
import { FewestSteps, type Stepped } from '../../sim/explorer/fewest-steps.ts';
import { Watch } from '../../sim/explorer/watch.ts';
import { Space } from '../../sim/space.ts';
import { Models } from '../campaign/models.ts';
import { saveBundle } from '../output/bundles.ts';
import { Folder } from '../output/folder.ts';
import type { RunRecord } from '../record.ts';
import { spelledOut } from '../resolve.ts';
import { run } from '../run.ts';
import { stridesOf } from '../shrink/walk.ts';
import { simTarget } from '../targets/sim.ts';
import type { ConfirmJob } from './confirm-job.ts';

/** Whether a failure is a shortest one: by what the explorer found, or did not, in all runs of fewer steps. */
export type Finding =
  /** No run of fewer steps breaks the promise. */
  | { readonly kind: 'shortest' }
  /** This one does, and fails alike. */
  | { readonly kind: 'shorter'; readonly record: RunRecord; readonly bundle: string }
  /** Fewer steps break it within; nothing of that is seen in the run that they make. */
  | { readonly kind: 'unseen'; readonly record: RunRecord }
  /** What the run breaks is nothing that the explorer watches. */
  | { readonly kind: 'unwatched' }
  /** A limit was met, or a user had it end, once all runs of so many steps had been looked at. */
  | { readonly kind: 'limit'; readonly looked: number };

/** What came of confirming a failure. */
export interface Confirmed {
  readonly job: ConfirmJob;
  readonly finding: Finding;
  readonly states: number;
  /** Milliseconds. */
  readonly took: number;
}

/** Confirms that a failure is a shortest one for its promise, or finds that it is not. */
export async function confirm(
  job: ConfirmJob,
  say: (what: string) => void,
  signal: AbortSignal,
): Promise<Confirmed> {
  const began = performance.now();
  const { mode, behaviour, code, steps, happenings } = job;
  const variants = behaviour?.parts ?? [];
  const at = { mode, status: statusOf(...variants) };
  const space = new Space(machineOf(mode, ...variants), { canonical: true });
  const came = (finding: Finding): Confirmed => {
    return { job, finding, states: space.size, took: performance.now() - began };
  };
  if (!isBroken(space, new Watch(space.kernel, at), job)) return came({ kind: 'unwatched' });
  const follows = (event: string) => happenings.has(nameOf(event));
  const search = new FewestSteps({ kernel: space.kernel, ...at, follows, code });
  for (let looked = 0; looked < steps.length - 1 && !search.isOver; looked += 1) {
    say(`${looked} of ${steps.length - 1} steps, ${search.states} states`);
    await setImmediate();
    if (signal.aborted) return came({ kind: 'limit', looked });
    search.look(job.states);
    if (search.found !== undefined) return came(await seen(job, search.found));
    if (search.states > job.states) return came({ kind: 'limit', looked });
  }
  return came({ kind: 'shortest' });
}

/** Whether the explorer has it, too, that a run breaks the promise that it failed for. */
function isBroken(space: Space, watch: Watch, { code, steps }: ConfirmJob): boolean {
  let here = space.initial;
  const breaks = (codes: readonly PromiseCode[]) => codes.includes(code);
  for (const step of steps) {
    const waited = new Set([here]);
    for (const { event, from, to } of stridesOf(space, here, step)) {
      const number = space.kernel.number(event) ?? 0;
      if (breaks(watch.step(from, number, space.kernel.deed(from, number)))) return true;
      here = to;
      if (code === 'converges' && step.do === 'settle' && waited.has(to)) return true;
      waited.add(to);
    }
    const rests = space.internals(here).length === 0;
    if (requestOf(step).kind === 'settle' && rests && breaks(watch.atRest(here))) return true;
  }
  return false;
}

/** Runs what breaks the promise within: it is a shorter failure if somebody sees it, in no more steps. */
async function seen(job: ConfirmJob, found: readonly Stepped[]): Promise<Finding> {
  const { mode, behaviour, code, out } = job;
  const target = simTarget(behaviour && together(behaviour.name, behaviour.parts));
  const name = `a shorter way to break ${code}`;
  const seed = ['confirmed', mode, behaviour?.name ?? 'specified', code].join('-');
  const on = { name, mode, seed, schedule: 'explicit', target } as const;
  const steps = found.map(stepOf);
  const looks: readonly Step[] = [...steps, { do: 'settle' }];
  const given = looks.length < job.steps.length ? looks : steps;
  const record = await run({ ...on, steps: given, model: new Models().of(mode) });
  const { verdict } = record;
  if (verdict.kind !== 'fail' || verdict.code !== code) return { kind: 'unseen', record };
  return { kind: 'shorter', record, bundle: saveBundle(new Folder(out), record) };
}

function stepOf(stepped: Stepped): Step {
  if (stepped.kind === 'settle') return { do: 'settle' };
  if (stepped.kind === 'event') return spelledOut(stepped.event);
  const demotion = spelledOut(stepped.events.at(-1) ?? 'demote.a');
  return demotion.do === 'demote' ? { ...demotion, writing: 1 } : demotion;
}
