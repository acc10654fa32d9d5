import { peerOf, type Site, sites } from '../../model/site.ts';
import { isMaking, type VolumeStep } from '../../scenarios/volumes/step.ts';
import type { LedgerVolume } from './ledger.ts';
import type { OwedCode } from './obligations.ts';
import type { Finding, VolumeSight } from './record.ts';

/** A finding, before it is known in which step it showed. */
export type Found = Omit<Finding, 'step'>;

/** How the clusters and one volume were at one moment. */
export interface Moment {
  /** Whether no fault is under way. */
  readonly calm: boolean;
  readonly serves: Readonly<Record<Site, boolean>>;
  readonly sight: VolumeSight;
}

/** One volume, over one request to its driver. */
export interface Passage {
  readonly step: VolumeStep;
  readonly volume: LedgerVolume;
  /** `ok`, or the class that the request was refused with. */
  readonly answer: string;
  /** The site that is the active one after the request, and the one before. */
  readonly active: Site;
  readonly was: Site;
  readonly before: Moment;
  readonly after: Moment;
  /** The volume was in order before: primary at the active site, and followed. */
  readonly inOrder: boolean;
}

/** What users are told where replication works. */
const good: readonly (string | null)[] = ['enabled', 'failed-over'];

/** Whether a volume is told to be replicated, and to be well. */
export const toldWell = ({ told }: LedgerVolume): boolean => good.includes(told);

/** Whether a step asks for a failover or a failback. */
export const isSwitch = (step: VolumeStep): boolean =>
  step.do === 'failover' || step.do === 'failback';

const both = (moment: Moment): boolean => moment.serves.a && moment.serves.b;

const primaries = ({ sight }: Moment): Site[] =>
  sites.filter((site) => sight[site].role === 'primary');

const found = (volume: LedgerVolume, code: Found['code'], aspect: string, saw: string): Found => ({
  code,
  volume: volume.number,
  aspect,
  saw,
});

/** Whether it asks for one that there is not: to be refused, and of no account to any volume. */
export const toNowhere = (step: VolumeStep): boolean =>
  step.do === 'failover' && step.to === 'nowhere';

/** Whether any target is to be found where there is none: the first site is one of a failback alone. */
const hasNoTarget = ({ step, was }: Passage): boolean =>
  step.do === 'failover' && step.to === 'auto' && was === 'b';

/** What is wrong with how one request left one volume. */
export function judge(passage: Passage): readonly Found[] {
  const { step } = passage;
  const all = [...rolesAfter(passage), ...toldAfter(passage), ...madeAfter(passage)];
  return isSwitch(step) ? [...all, ...switched(passage)] : all;
}

/** Between two sites that could be asked all the while, a request leaves one primary where there was one. */
function rolesAfter({ step, volume, before, after }: Passage): Found[] {
  if (!both(before) || !both(after) || volume.touched) return [];
  const [had, has] = [primaries(before), primaries(after)];
  const was = had.length === 0 ? 'at none' : `at ${had.join(' and ')}`;
  if (has.length === 2 && had.length < 2) {
    const saw = `primary ${was} before, and at both sites after: each takes writes of its own`;
    return [found(volume, 'one-writer', `${step.do} leaves two primaries`, saw)];
  }
  if (isSwitch(step) && has.length === 0 && had.length > 0) {
    const saw = `primary ${was} before, and nowhere after: nobody can write`;
    return [found(volume, 'leaves-a-primary', `${step.do} leaves none`, saw)];
  }
  return [];
}

/** Whether a request can have changed what a volume is: it was about this one, or about all. */
function concerns({ step, volume, answer, active, was, before, after }: Passage): boolean {
  const changed = before.sight[was].role !== after.sight[active].role;
  if (isSwitch(step)) return answer === 'ok' || changed;
  const own = 'volume' in step && step.volume === volume.number;
  return own && (changed || isMaking(step));
}

/** What the driver tells of a volume is so at the active site, if that can be asked. */
function toldAfter(passage: Passage): Found[] {
  const { step, volume, answer, active, after } = passage;
  if (!after.serves[active] || volume.touched || !concerns(passage)) return [];
  const { role } = after.sight[active];
  if (toldWell(volume) && role !== 'primary') {
    const saw = `told "${volume.told}", while the image at the active site ${active} is ${role}`;
    const aspect = `${step.do} ${answer}, told ${volume.told}, is ${role}`;
    return [found(volume, 'status-tells-the-truth', aspect, saw)];
  }
  const plain = volume.told === 'disabled' && volume.type !== 'replicated';
  if (plain && role === 'primary' && !isSwitch(step)) {
    const saw = `told "disabled", while the image at the active site ${active} is mirrored`;
    const aspect = `${step.do} ${answer}, told disabled, is primary`;
    return [found(volume, 'status-tells-the-truth', aspect, saw)];
  }
  return [];
}

/** A volume that was made is mirrored, if it is to be, and holds what that held which it was made from. */
function madeAfter({ step, volume, answer, active, after }: Passage): Found[] {
  const own = isMaking(step) && step.volume === volume.number && answer === 'ok';
  if (!own || !after.serves[active]) return [];
  const { role, content } = after.sight[active];
  const all: Found[] = [];
  if (volume.type === 'replicated' && !toldWell(volume) && role !== 'primary') {
    const saw = `asked for replication, and answered ok; the image at ${active} is ${role}`;
    all.push(found(volume, 'status-tells-the-truth', `${step.do} ok, replicated, is ${role}`, saw));
  }
  const lost = volume.acknowledged.filter(
    (write) => !(typeof content === 'object' && content.includes(write)),
  );
  if (content === 'unreachable' || lost.length === 0) return all;
  const saw = `write${lost.length > 1 ? 's' : ''} ${lost.join(', ')} of what it was made from cannot be read`;
  return [...all, found(volume, 'works-when-all-is-well', `${step.do} leaves out writes`, saw)];
}

/** What a failover of a volume that is in order has to succeed for: the more so, if the one before did not. */
const owedInOrder = ({ failed }: LedgerVolume): OwedCode =>
  failed ? 'retry-is-safe' : 'works-when-all-is-well';

/** What a failover or a failback left of the writes, for a volume that it is told to have succeeded for. */
function switched(passage: Passage): Found[] {
  const { step, volume, answer, active, was, before, after, inOrder } = passage;
  if (toNowhere(step) || hasNoTarget(passage)) return [];
  if (answer !== 'ok' || !toldWell(volume)) {
    if (!before.calm || !inOrder || hasNoTarget(passage)) return [];
    const what = answer === 'ok' ? `told ${volume.told}` : `refused with ${answer}`;
    const saw = `${what}, although no fault is under way, and its copy followed`;
    return [found(volume, owedInOrder(volume), `${step.do}: ${what}`, saw)];
  }
  const { content } = after.sight[active];
  if (typeof content === 'string' || active === was) return [];
  return contentAfter(passage, content);
}

function contentAfter(passage: Passage, content: readonly number[]): Found[] {
  const { step, volume, active, was, before } = passage;
  const lost = volume.acknowledged.filter((write) => !content.includes(write));
  const strange = volume.given.filter((write) => content.includes(write));
  const told = `told "${volume.told}"`;
  if (lost.length === 0) return [];
  const gone = `acknowledged write${lost.length > 1 ? 's' : ''} ${lost.join(', ')} cannot be read at ${active}`;
  if (strange.length > 0) {
    const saw = `${told}, and ${gone}: its copy is that of the branch that was given up (${strange.join(', ')})`;
    return [found(volume, 'no-promotion-of-a-broken-copy', `${step.do} to the other branch`, saw)];
  }
  if (before.serves[was] && !volume.touched) {
    const saw = `${told}, with site ${was} there to be asked, and ${gone}`;
    return [found(volume, 'planned-failover-loses-nothing', `${step.do} loses writes`, saw)];
  }
  if (before.serves[was]) {
    const saw = `${told}, although an operator had changed a role by hand, and ${gone}`;
    return [found(volume, 'nothing-discarded-silently', `${step.do} loses writes`, saw)];
  }
  const first = Math.min(...lost);
  const later = content.filter((write) => write > first && volume.acknowledged.includes(write));
  if (later.length === 0) return [];
  const saw = `${gone}, and later ones (${later.join(', ')}) can`;
  return [found(volume, 'forced-failover-is-a-point-in-time', `${step.do} leaves gaps`, saw)];
}

/** Whether a volume is primary at the active site, and followed at the other. */
export const inOrder = ({ sight, serves }: Moment, active: Site): boolean =>
  serves.a &&
  serves.b &&
  sight[active].role === 'primary' &&
  sight[peerOf(active)].role === 'nonprimary' &&
  sight[peerOf(active)].status === 'replaying';

/** Whether a volume that is not replicated is where the active site is. */
export const alone = ({ sight, serves }: Moment, active: Site): boolean =>
  serves[active] && sight[active].role === 'unmirrored';

/** What a driver could be found wanting in by how a request left a volume. */
export function atStake(passage: Passage): OwedCode[] {
  const { step, volume, answer, active, was, before, after } = passage;
  if (toNowhere(step) || hasNoTarget(passage)) return [];
  const told = after.serves[active] && !volume.touched && concerns(passage);
  const roles = both(before) && both(after) && !volume.touched && isSwitch(step);
  const moved = isSwitch(step) && answer === 'ok' && active !== was && toldWell(volume);
  const writes = moved && volume.acknowledged.length > 0;
  const planned = before.serves[was];
  return [
    ...(told ? (['status-tells-the-truth'] as const) : []),
    ...(roles ? (['one-writer', 'leaves-a-primary'] as const) : []),
    ...(isSwitch(step) && passage.inOrder && !hasNoTarget(passage) ? [owedInOrder(volume)] : []),
    ...(writes && planned && !volume.touched ? (['planned-failover-loses-nothing'] as const) : []),
    ...(writes && planned && volume.touched ? (['nothing-discarded-silently'] as const) : []),
    ...(writes && !planned ? (['forced-failover-is-a-point-in-time'] as const) : []),
    ...(writes && volume.given.length > 0 ? (['no-promotion-of-a-broken-copy'] as const) : []),
  ];
}
