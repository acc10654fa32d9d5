import { emptyPair } from './context.ts';
import { machinery } from './machinery.ts';
import { cluster, monitor, osd } from './regions/cluster.ts';
import { daemon } from './regions/daemon.ts';
import { image } from './regions/image.ts';
import { link } from './regions/link.ts';
import { parent } from './regions/parent.ts';
import { replayer } from './regions/replayer.ts';
import { parentSupply, room, supply } from './regions/store.ts';
import type { Mode, PoolMode, Site } from './site.ts';

const site = (name: Site, mode: Mode, poolMode: PoolMode) =>
  machinery.createStateConfig({
    type: 'parallel',
    states: {
      cluster: cluster(name),
      monitor: monitor(name),
      osd: osd(name),
      daemon: daemon(name),
      image: image(name, mode, poolMode),
      replayer: replayer(name, mode, poolMode),
      room: room(name),
      supply: supply(name),
      parent: parent(name, mode, poolMode),
      parentSupply: parentSupply(name),
    },
  });

/**
 * The machine of one image that two clusters mirror. Its states and context say what is so, its
 * inputs what may be done from outside, its internal steps what the mirror daemons may do next; it
 * never says when they do. In a pool that mirrors each image with the journaling feature (`poolMode`),
 * that feature is what mirrors the image.
 */
export const pairMachine = (mode: Mode, poolMode: PoolMode = 'image') =>
  machinery.createMachine({
    id: `${mode}-pair`,
    type: 'parallel',
    context: emptyPair,
    states: { link, a: site('a', mode, poolMode), b: site('b', mode, poolMode) },
  });

/** The machine of a mirrored pair. */
export type PairMachine = ReturnType<typeof pairMachine>;
