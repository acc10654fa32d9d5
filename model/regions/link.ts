import { machinery } from '../machinery.ts';

/**
 * The network between the sites. A cut of one direction is a cut: no connection lives without its
 * answers. A link that is slow or loses packets is up: it says when things happen, not which.
 */
export const link = machinery.createStateConfig({
  initial: 'up',
  states: {
    up: { on: { cut: 'cut', 'cut-from.a': 'cut', 'cut-from.b': 'cut' } },
    cut: { on: { heal: 'up', slow: 'up', lossy: 'up' } },
  },
});
