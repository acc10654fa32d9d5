import { setTimeout as delay } from 'node:timers/promises';
import { type Site, sites } from '../../model/site.ts';
import { LabError } from '../lab/error.ts';
import type { Lab } from '../lab/lab.ts';
import { type ImagePlace, imageSpec } from '../lab/layout.ts';
import { until } from '../lab/wait.ts';
import { TargetFailure } from '../target.ts';
import { CephImage } from './ceph-client.ts';

/** A healthy purge takes a tenth of a second; one that is to take longer waits for a daemon. */
const deadline = 15_000;

/** Longer than it takes a dead daemon's watches to expire. */
const patience = 10_000;

const purge = async (lab: Lab, site: Site, place: ImagePlace): Promise<void> => {
  const client = new CephImage(lab, site, place);
  const end = performance.now() + deadline;
  while (!(await client.gone())) {
    const answer = await client.act('purge', {}, patience);
    if (performance.now() > end || answer === 'HANG') {
      const mend = 'take the lab down and bring it up again';
      throw new LabError(
        `${imageSpec(place)} cannot be removed at site ${site}: ${answer}`,
        lab.folder,
        mend,
      );
    }
    if (answer !== 'ok') await delay(100); // busy with a daemon that is about to let go
  }
};

/** Waits for all, also where one fails: none may go on beside what is tried next. */
const allEnded = async (works: readonly Promise<void>[]): Promise<void> => {
  const failed = (await Promise.allSettled(works)).find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') throw failed.reason;
};

/** A stuck replayer holds its image for as long as its daemon lives, and the next one takes it up. */
const purgeWithoutDaemons = async (lab: Lab, place: ImagePlace): Promise<void> => {
  await Promise.all(sites.map((site) => lab.sites[site].killDaemon()));
  await allEnded(sites.map((site) => purge(lab, site, place)));
  await Promise.all(sites.map((site) => lab.sites[site].startDaemon()));
};

/** Removes an image from both sites, whatever became of it; faults must have ended. */
export const cleanImage = async (lab: Lab, place: ImagePlace): Promise<void> => {
  try {
    await cleanInOrder(lab, place);
  } catch (error) {
    if (!(error instanceof TargetFailure)) throw error;
    await purgeWithoutDaemons(lab, place);
  }
};

/**
 * The primary goes first, and the mirror daemon of the other site removes the copy; if it does not
 * soon, because it has no reason to, the copy is removed by force.
 */
const cleanInOrder = async (lab: Lab, place: ImagePlace): Promise<void> => {
  const roles = await Promise.all(
    sites.map(async (site) => ({ site, role: await new CephImage(lab, site, place).role() })),
  );
  const primaries = roles.filter(({ role }) => role === 'primary' || role === 'unmirrored');
  await allEnded(primaries.map(({ site }) => purge(lab, site, place)));
  const rest = roles.filter((entry) => !primaries.includes(entry));
  await allEnded(
    rest.map(async ({ site, role }) => {
      if (primaries.length > 0 && role !== 'absent') await vanishes(lab, site, place);
      await purge(lab, site, place);
    }),
  );
};

const vanishes = async (lab: Lab, site: Site, place: ImagePlace): Promise<void> => {
  const client = new CephImage(lab, site, place);
  const waiting = { what: 'the copy to go', where: lab.folder, deadline: 1500, interval: 30 };
  await until(waiting, async () => (await client.gone()) || undefined).catch(() => undefined);
};
