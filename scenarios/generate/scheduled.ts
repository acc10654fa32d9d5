import { type Site, sites } from '../../model/site.ts';
import type { StateId, Stepper } from '../../model/stepper.ts';
import { type PairState, takesWrites } from '../../model/views.ts';
import type { Step } from '../step.ts';
import type { Weighed } from './move.ts';
import { afterStep, type Draw, weighed } from './walk.ts';

/**
 * Of so many scenarios one has a schedule: a real pair has to wait for it for a minute or two. It is
 * drawn last of all, so that it changes no other scenario.
 */
const scheduledOneOf = 50;

type Place = Weighed & { readonly index: number; readonly site: Site };

/**
 * Now and then the same scenario with a schedule, from somewhere on, most likely where the image is primary.
 * It ends before the pair would settle with it for a second time.
 */
export function perhapsScheduled(steps: readonly Step[], model: Stepper, draw: Draw): Step[] {
  if (draw(scheduledOneOf - 1) !== 0) return [...steps];
  const place = weighed(placesIn(steps, model, draw), draw);
  if (place === undefined) return [...steps];
  const { index, site } = place;
  const begun = [...steps.slice(0, index), { do: 'schedule', site } as const, ...news(site, draw)];
  const all = [...begun, ...steps.slice(index)];
  const last = secondSettle(all, index);
  const views = viewsOf(all, model, draw);
  const end = views.findLastIndex(
    (view, at) => at > index && at <= last && takesWrites(view, site),
  );
  if (end < 0) return [...steps];
  return [...all.slice(0, end), { do: 'unschedule', site }, ...all.slice(end)];
}

/** What is so, most likely, before each of these steps, as far as the model follows them. */
function viewsOf(steps: readonly Step[], model: Stepper, draw: Draw): PairState[] {
  const views: PairState[] = [];
  let state: StateId | undefined = model.initial;
  for (const step of steps) {
    if (state === undefined) break;
    views.push(model.view(state));
    state = afterStep(model, state, step, draw);
  }
  return views;
}

/** Before which steps a schedule can begin. */
const placesIn = (steps: readonly Step[], model: Stepper, draw: Draw): Place[] =>
  viewsOf(steps, model, draw).flatMap((view, index) =>
    sites.map((site) => ({ weight: weightAt(view, site), index, site })),
  );

const weightAt = (view: PairState, site: Site): number => {
  if (!takesWrites(view, site)) return 0;
  const { image } = view[site];
  return image === 'primary' ? 3 : image === 'nonprimary' ? 0.5 : 0.1;
};

/** Mostly something for the schedule to tell the peer, and the time for it. */
const news = (site: Site, draw: Draw): Step[] => {
  const write: Step = { do: 'write', site, blocks: 1 };
  return [[], [write], [write, { do: 'settle' } as const]][draw(2)] ?? [];
};

/** Where steps ask for a second time, from somewhere on, that the pair settles; their end, if they do not. */
function secondSettle(steps: readonly Step[], from: number): number {
  const settles = steps.flatMap((step, at) => (step.do === 'settle' && at > from ? [at] : []));
  return settles[1] ?? steps.length;
}
