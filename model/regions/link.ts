import { machinery } from '../machinery.ts';

/** The network between the sites. */
export const link = machinery.createStateConfig({
  initial: 'up',
  states: {
    up: { on: { cut: 'cut' } },
    cut: { on: { heal: 'up' } },
  },
});
