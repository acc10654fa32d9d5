import { type Site, sites } from '../../model/site.ts';
import type { Step } from '../../scenarios/step.ts';
import type { Lab } from '../lab/lab.ts';
import { type ImagePlace, imageSpec } from '../lab/layout.ts';
import { replayerState, tellReplayers, type Verb } from '../lab/replayers.ts';
import { until } from '../lab/wait.ts';
import type { Answer } from '../target.ts';
import { CephImage } from './ceph-client.ts';

const verbs = {
  'stop-replayer': 'stop',
  'start-replayer': 'start',
  'restart-replayer': 'restart',
} as const satisfies Readonly<Record<string, Verb>>;

/** A step that tells a mirror daemon something about its replayers. */
export type ReplayerStep = Extract<Step, { do: keyof typeof verbs }>;

/** Whether a step tells a mirror daemon something about its replayers. */
export const isReplayerStep = (step: Step): step is ReplayerStep => step.do in verbs;

/** A daemon learns of an image within a second or two, and of one that it overlooked within 30 s. */
const patience = 35_000;

/**
 * Tells a mirror daemon what the step says. A replayer that is stopped has stopped when this returns.
 * Rejects with LabError where the daemon does not come to know the image, or to let go of it.
 */
export const tellByHand = async (
  lab: Lab,
  place: ImagePlace,
  step: ReplayerStep,
): Promise<Answer> => {
  const { site, of } = step;
  if (lab.sites[site].standsStill()) return 'ETIMEDOUT';
  if (!lab.sites[site].daemonRuns()) return 'ENOENT';
  if (of === 'image' && !(await isMirrored(lab, place))) return 'EINVAL';
  const verb = verbs[step.do];
  const where = lab.folder;
  const what = `the mirror daemon of site ${site} to know ${imageSpec(place)}`;
  await until({ what, where, deadline: patience }, async () => {
    await tellReplayers(lab.folder, site, verb, of === 'image' ? place : of);
    return true;
  });
  if (verb === 'stop') await untilStopped(lab, place, site);
  return 'ok';
};

const isMirrored = async (lab: Lab, place: ImagePlace): Promise<boolean> => {
  const roles = await Promise.all(sites.map((site) => new CephImage(lab, site, place).role()));
  return roles.some((role) => /primary|creating|unreachable/.test(role));
};

/** A daemon without a replayer for the image has none at work. */
const untilStopped = async (lab: Lab, place: ImagePlace, site: Site): Promise<void> => {
  const what = `the replayer of ${imageSpec(place)} at site ${site} to stop`;
  await until({ what, where: lab.folder, deadline: patience }, async () => {
    const state = await replayerState(lab.folder, site, place);
    return state === undefined || state === 'Stopped' ? true : undefined;
  });
};
