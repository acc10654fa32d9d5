import {
  type CommandName,
  commandNames,
  type LinkFaultName,
  linkFaultNames,
  type SiteFaultName,
  siteFaultNames,
} from '../../model/events.ts';
import { type MetRole, metRoles, type Stage, stages } from '../../model/stages.ts';

/** A command, and what it is to meet at its site. */
export type CommandCell = {
  readonly kind: 'command';
  readonly name: CommandName;
  readonly role: MetRole;
};

/**
 * A fault or the end of one, and the stage that the replayer of a site is to be at when it strikes there
 * or at the peer of that site.
 */
export type FaultCell = {
  readonly kind: 'fault';
  readonly name: SiteFaultName | LinkFaultName;
  readonly at: 'site' | 'peer';
  readonly stage: Stage;
};

/** What a scenario can be made to meet: a cell of the realised mix. */
export type Cell = CommandCell | FaultCell;

/** Writes a cell: `demote:orphan`, `stop-osd:first-copy`, `stop-osd.peer:first-copy`. */
export const formatCell = (cell: Cell): string => {
  if (cell.kind === 'command') return `${cell.name}:${cell.role}`;
  return `${cell.name}${cell.at === 'peer' ? '.peer' : ''}:${cell.stage}`;
};

/** Reads a cell; undefined for a text that is none. */
export function parseCell(text: string): Cell | undefined {
  const [, event, peer, column] = /^([a-z-]+)(\.peer)?:([a-z-]+)$/.exec(text) ?? [];
  const command = commandNames.find((known) => known === event);
  const role = metRoles.find((known) => known === column);
  if (command && role && !peer) return { kind: 'command', name: command, role };
  const link = linkFaultNames.find((known) => known === event);
  const fault = link ?? siteFaultNames.find((known) => known === event);
  const stage = stages.find((known) => known === column);
  if (!fault || !stage || (link && peer)) return undefined;
  return { kind: 'fault', name: fault, at: peer ? 'peer' : 'site', stage };
}
