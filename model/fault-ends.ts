import type { LinkFaultName, SiteFaultName } from './events.ts';

/** The name of a fault, or of the end of one. */
export type FaultName = SiteFaultName | LinkFaultName;

/** Faults, each with its end. */
const ends: readonly (readonly [strike: FaultName, end: FaultName])[] = [
  ['cut', 'heal'],
  ['cut-from', 'heal'],
  ['slow', 'heal'],
  ['lossy', 'heal'],
  ['stop-site', 'start-site'],
  ['kill-site', 'start-site'],
  ['stop-daemon', 'start-daemon'],
  ['kill-daemon', 'start-daemon'],
  ['stop-monitor', 'start-monitor'],
  ['kill-monitor', 'start-monitor'],
  ['stop-osd', 'start-osd'],
  ['kill-osd', 'start-osd'],
  ['hold', 'release'],
  ['hold-parent', 'release-parent'],
  ['fill', 'make-room'],
];

/** The names of all faults, without those of ends. */
export const strikeNames: readonly FaultName[] = ends.map(([strike]) => strike);

/** What ends a fault; undefined for what is an end itself. */
export const endOf = (name: FaultName): FaultName | undefined =>
  ends.find(([strike]) => strike === name)?.[1];

/** The faults that something ends. */
export const strikesOf = (name: FaultName): FaultName[] =>
  ends.flatMap(([strike, end]) => (end === name ? [strike] : []));
