import {
  commandNames,
  type Input,
  isCommand,
  linkFaultNames,
  nameOf,
  siteFaultNames,
  siteOf,
} from '../../model/events.ts';
import { type Mode, peerOf, type Site, sites } from '../../model/site.ts';
import { metRoleAt, metRoles, stageAt, stages } from '../../model/stages.ts';
import type { PairState } from '../../model/views.ts';
import { roles } from '../../model/views.ts';

/** Only what is interrupted leaves an image so: no place that runs are sent to, and asked for. */
const isAsked = (role: string): boolean => role !== 'disabling';

/** What a look at the image's role can show. */
const seenRoles = [...roles.filter(isAsked), 'unreachable'] as const;

/** The row of a site's fault as its peer has it. */
export const atPeer = (fault: string): string => `${fault} at the peer`;

/**
 * The tables of a realised mix: the names of their rows and columns, in order.
 * `commands`: each command, by what it met at its site. `faults`: each fault and each end of one, by the
 * stage of the replayer at the site where it struck, and of the one at the peer; a fault of the link by both.
 * `changes`: the role of the image at a site in one look, by that in the next.
 */
export const tables = {
  commands: { rows: commandNames, columns: metRoles.filter(isAsked) },
  faults: {
    rows: [...linkFaultNames, ...siteFaultNames.flatMap((name) => [name, atPeer(name)])],
    columns: stages,
  },
  changes: { rows: seenRoles, columns: seenRoles },
} as const satisfies Readonly<
  Record<string, { rows: readonly string[]; columns: readonly string[] }>
>;

/** The name of a table. */
export type TableName = keyof typeof tables;

/** The names of the tables. */
export const tableNames = ['commands', 'faults', 'changes'] as const satisfies readonly TableName[];

/** What an event counts as: a row, and the column that it falls in, as the state is before it. */
export interface Facet {
  readonly table: TableName;
  readonly row: string;
  readonly columnIn: (state: PairState) => string;
}

/** What a command or a fault counts as. */
export function facetsOf(event: Input, mode: Mode): readonly Facet[] {
  const row = nameOf(event);
  if (isCommand(event)) {
    const columnIn = (state: PairState) => metRoleAt(state, siteOf(event));
    return [{ table: 'commands', row, columnIn }];
  }
  const stageOf = (site: Site) => (state: PairState) => stageAt(state, site, mode);
  const link = linkFaultNames.find((name) => name === event);
  if (link !== undefined) {
    return sites.map((site) => ({ table: 'faults', row, columnIn: stageOf(site) }));
  }
  const site = event.endsWith('.a') ? 'a' : 'b';
  return [
    { table: 'faults', row, columnIn: stageOf(site) },
    { table: 'faults', row: atPeer(row), columnIn: stageOf(peerOf(site)) },
  ];
}

/**
 * Whether a fault strikes, or ends one: what is done in vain meets nothing. What befalls the link may
 * show in time alone.
 */
export const strikes = (event: Input, changes: boolean): boolean =>
  changes || isCommand(event) || linkFaultNames.some((name) => name === event);

/** The name of a cell within its table. */
export const cellName = (row: string, column: string): string => `${row}, ${column}`;
