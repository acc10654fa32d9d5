import { z } from 'zod';
import { peerOf, type Site } from '../../model/site.ts';
import { onNetwork } from './namespaces.ts';

/** How the way from a site to its peer is; the way back can be otherwise. */
export interface Way {
  /** Percent of the packets that are lost; 100 when the way is cut. */
  readonly lost: number;
  /** Bits per second, if the way is slowed down. */
  readonly rate?: number;
}

const table = 'splitbrain';

/** nft has no "delete if there": adding a table that is there is harmless, so it can go next. */
const noLoss = [`add table inet ${table}`, `delete table inet ${table}`];

/**
 * Loses `percent` (1 to 100) of the packets that `from` sends to its peer, at random. They are dropped where
 * they arrive, so that the sender is told nothing, as on a real line: a blackhole route would
 * answer its connects with EINVAL at once.
 */
export const losePackets = async (folder: string, from: Site, percent: number): Promise<void> => {
  const rule = `iifname "cable" numgen random mod 100 <= ${percent - 1} drop`;
  const chain = `chain arriving { type filter hook prerouting priority raw; ${rule}; }`;
  const lines = [...noLoss, `table inet ${table} { ${chain}; }`];
  await onNetwork(folder, peerOf(from), ['nft', '-f', '-'], `${lines.join('\n')}\n`);
};

const qdisc = (folder: string, site: Site, shape: string): Promise<string> =>
  onNetwork(folder, site, `tc qdisc replace dev cable root ${shape}`.split(' '));

/** Slows what `from` sends to its peer down to `rate` bits per second; nothing is lost by it. */
export const slowDown = async (folder: string, from: Site, rate: number): Promise<void> => {
  // Room for more than the windows of all connections: a queue that overflows would lose packets.
  await qdisc(folder, from, `tbf rate ${rate}bit burst 16kb limit 64mb`);
};

/** Ends all loss and slowness, both ways; harmless where there is none. */
export const clearWays = async (folder: string): Promise<void> => {
  const clear = (site: Site) => [
    onNetwork(folder, site, ['nft', '-f', '-'], `${noLoss.join('\n')}\n`),
    qdisc(folder, site, 'noqueue'), // what a veth has from the beginning
  ];
  await Promise.all([...clear('a'), ...clear('b')]);
};

const shapes = z.array(z.object({ options: z.object({ rate: z.number().optional() }) }));

/** How the way from `from` to its peer is, as the kernel says it. */
export const readWay = async (folder: string, from: Site): Promise<Way> => {
  const [rules, queues] = await Promise.all([
    onNetwork(folder, peerOf(from), ['nft', 'list', 'ruleset']),
    onNetwork(folder, from, 'tc -json qdisc show dev cable'.split(' ')),
  ]);
  const lost = Number(/mod 100 <= (\d+) drop/.exec(rules)?.[1] ?? -1) + 1;
  const bytes = shapes.parse(JSON.parse(queues)).at(0)?.options.rate;
  return bytes === undefined ? { lost } : { lost, rate: bytes * 8 };
};
