import { type Site, sites } from '../../model/site.ts';
import type { Lab } from '../lab/lab.ts';
import { openLab } from '../lab/lab.ts';

/** Bits per second, and percent of packets, of a link that is slow or loses some. */
const [slow, lossy] = [1_000_000, 5];

type Strike = (lab: Lab) => Promise<unknown>;

const bothWays =
  (strike: (lab: Lab, from: Site) => Promise<void>): Strike =>
  (lab) =>
    Promise.all(sites.map((site) => strike(lab, site)));

/** What the variables of an exported script stand for in a lab: each fault and its end, by its variable. */
export const strikes: Readonly<Record<string, Strike>> = {
  CUT: (lab) => lab.cut(),
  HEAL: (lab) => lab.heal(),
  SLOW: bothWays((lab, from) => lab.slow(from, slow)),
  LOSE: bothWays((lab, from) => lab.lose(from, lossy)),
  ...ofSite('a', 'A'),
  ...ofSite('b', 'B'),
};

function ofSite(site: Site, name: string): Readonly<Record<string, Strike>> {
  const at = (lab: Lab) => lab.sites[site];
  return {
    [`${name}_CUT`]: (lab) => lab.cutFrom(site),
    [`${name}_STOP_MIRROR`]: (lab) => at(lab).stopDaemon(),
    [`${name}_KILL_MIRROR`]: (lab) => at(lab).killDaemon(),
    [`${name}_START_MIRROR`]: (lab) => at(lab).startDaemon(),
    [`${name}_PAUSE`]: (lab) => at(lab).stop(),
    [`${name}_GO_ON`]: (lab) => at(lab).start(),
    [`${name}_KILL`]: (lab) => at(lab).kill(),
    [`${name}_START`]: (lab) => at(lab).start(),
    [`${name}_PAUSE_MON`]: (lab) => at(lab).stopPart('mon'),
    [`${name}_GO_ON_MON`]: (lab) => at(lab).startPart('mon'),
    [`${name}_KILL_MON`]: (lab) => at(lab).killPart('mon'),
    [`${name}_START_MON`]: (lab) => at(lab).startPart('mon'),
    [`${name}_PAUSE_OSD`]: (lab) => at(lab).stopPart('osd'),
    [`${name}_GO_ON_OSD`]: (lab) => at(lab).startPart('osd'),
    [`${name}_KILL_OSD`]: (lab) => at(lab).killPart('osd'),
    [`${name}_START_OSD`]: (lab) => at(lab).startPart('osd'),
  };
}

if (import.meta.main) {
  const [folder = '', name = ''] = process.argv.slice(2);
  const lab = openLab(folder);
  await strikes[name]?.(lab);
  await lab.dismiss();
}
