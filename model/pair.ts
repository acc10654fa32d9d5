import { emptyPair } from './context.ts';
import { machinery } from './machinery.ts';
import { cluster, monitor, osd } from './regions/cluster.ts';
import { daemon } from './regions/daemon.ts';
import { image } from './regions/image.ts';
import { link } from './regions/link.ts';
import { parent } from './regions/parent.ts';
import { replayer } from './regions/replayer.ts';
import { parentSupply, room, supply } from './regions/store.ts';
import type { Mode, Site } from './site.ts';

const site = (name: Site, mode: Mode) =>
  machinery.createStateConfig({
    type: 'parallel',
    states: {
      cluster: cluster(name),
      monitor: monitor(name),
      osd: osd(name),
      daemon: daemon(name),
      image: image(name, mode),
      replayer: replayer(name, mode),
      room: room(name),
      supply: supply(name),
      parent: parent(name, mode),
      parentSupply: parentSupply(name),
    },
  });

/**
 * The machine of one image that two clusters mirror. Its states and context say what is so, its
 * inputs what may be done from outside, its internal steps what the mirror daemons may do next; it
 * never says when they do.
 */
export const pairMachine = (mode: Mode) =>
  machinery.createMachine({
    id: `${mode}-pair`,
    type: 'parallel',
    context: emptyPair,
    states: { link, a: site('a', mode), b: site('b', mode) },
  });

/** The machine of a mirrored pair. */
export type PairMachine = ReturnType<typeof pairMachine>;
