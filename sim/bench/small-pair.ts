import { and, assign, not, or, setup, stateIn } from 'xstate';
import { peerOf, type Site, sites } from '../../model/site.ts';

/** How many entries a primary can be ahead of its copy. */
export const aheadMax = 7;

/** How many images the pair mirrors. */
export const images = ['x', 'y'] as const;
type Image = (typeof images)[number];

/** Of an image: how many entries its copy lacks, and whether the two have forked. */
type Course = { readonly ahead: number; readonly fork: 0 | 1 };

/** What the small pair keeps beside its states. */
export interface SmallContext extends Readonly<Record<Image, Course>> {
  /** It says nothing: a kernel wants to know where it would. */
  readonly said: 0;
}

/** The pair before anything happens. */
export const smallStart: SmallContext = {
  said: 0,
  x: { ahead: 0, fork: 0 },
  y: { ahead: 0, fork: 0 },
};

const course = { ahead: [0, 1, 2, 3, 4, 5, 6, 7], fork: [0, 1] } as const;

/** How the context of the small pair is declared to a kernel. */
export const smallDeclared = {
  initial: smallStart,
  domains: { x: course, y: course },
  output: 'said',
} as const;

const set = (context: SmallContext, image: Image, fields: Partial<Course>) => ({
  [image]: { ...context[image], ...fields },
});

const small = setup({
  types: { context: {} as SmallContext, events: {} as { readonly type: string } },
  guards: {
    behind: ({ context }, { image }: { image: Image }) => context[image].ahead > 0,
    room: ({ context }, { image }: { image: Image }) => context[image].ahead < aheadMax,
    forked: ({ context }, { image }: { image: Image }) => context[image].fork === 1,
  },
  actions: {
    write: assign(({ context }, { image }: { image: Image }) =>
      set(context, image, { ahead: context[image].ahead + 1 }),
    ),
    replay: assign(({ context }, { image }: { image: Image }) =>
      set(context, image, { ahead: context[image].ahead - 1 }),
    ),
    renew: assign(({ context }, { image }: { image: Image }) =>
      set(context, image, { ahead: 0, fork: 0 }),
    ),
    fork: assign(({ context }, { image }: { image: Image }) => set(context, image, { fork: 1 })),
  },
});

type Guard = ReturnType<typeof stateIn>;
const all = (...guards: Guard[]): Guard => and(guards);
const any = (...guards: Guard[]): Guard => or(guards);
const no = (guard: Guard): Guard => not(guard);
const holds = (type: 'behind' | 'room' | 'forked', image: Image): Guard =>
  and([{ type, params: { image } }]);
const up = (site: Site): Guard => stateIn({ [site]: { cluster: 'up' } });
const is = (site: Site, image: Image, ...roles: string[]): Guard =>
  or(roles.map((role) => stateIn({ [site]: { [image]: role } })));
const reaches = (site: Site): Guard =>
  all(stateIn({ [site]: { daemon: 'running' } }), stateIn({ link: 'up' }), ...sites.map(up));
const effect = (type: 'write' | 'replay' | 'renew' | 'fork', image: Image) =>
  ({ type, params: { image } }) as const;

/** What an image is at a site, and all that can befall it there. */
function role(site: Site, image: Image) {
  const peer = peerOf(site);
  const name = (what: string) => `${what}.${site}.${image}`;
  const resync = {
    target: 'copying',
    guard: all(up(site), is(peer, image, 'primary')),
  };
  const forced = [
    {
      target: 'primary',
      guard: all(up(site), any(holds('behind', image), is(peer, image, 'primary'))),
      actions: [effect('fork', image)],
    },
    { target: 'primary', guard: up(site) },
  ];
  return small.createStateConfig({
    initial: 'absent',
    states: {
      absent: {
        on: {
          [name('create')]: {
            target: 'primary',
            guard: all(up(site), is(peer, image, 'absent')),
            actions: [effect('renew', image)],
          },
          [name('begin-copy')]: {
            target: 'copying',
            guard: all(reaches(site), is(peer, image, 'primary')),
          },
        },
      },
      copying: {
        on: {
          [name('end-copy')]: {
            target: 'secondary',
            guard: all(reaches(site), is(peer, image, 'primary')),
            actions: [effect('renew', image)],
          },
        },
      },
      primary: {
        on: {
          [name('write')]: {
            guard: all(up(site), holds('room', image)),
            actions: [effect('write', image)],
          },
          [name('demote')]: { target: 'secondary', guard: up(site) },
          [name('remove')]: {
            target: 'absent',
            guard: all(up(site), is(peer, image, 'absent')),
          },
        },
      },
      secondary: {
        on: {
          [name('replay')]: {
            guard: all(
              reaches(site),
              is(peer, image, 'primary', 'secondary'),
              holds('behind', image),
              no(holds('forked', image)),
            ),
            actions: [effect('replay', image)],
          },
          [name('promote')]: {
            target: 'primary',
            guard: all(
              up(site),
              is(peer, image, 'secondary'),
              no(holds('behind', image)),
              no(holds('forked', image)),
            ),
          },
          [name('force')]: forced,
          [name('detect')]: {
            target: 'split',
            guard: all(reaches(site), is(peer, image, 'primary'), holds('forked', image)),
          },
          [name('resync')]: resync,
        },
      },
      split: { on: { [name('resync')]: resync } },
    },
  });
}

/** Events that are possible only where what has to hold does not: each is an invariant. */
function broken(image: Image) {
  const each = sites.map((site) => ({
    [`broken.split-without-fork.${site}.${image}`]: {
      guard: all(is(site, image, 'split'), no(holds('forked', image))),
    },
    [`broken.copy-without-source.${site}.${image}`]: {
      guard: all(is(site, image, 'copying'), is(peerOf(site), image, 'absent')),
    },
  }));
  const both = all(...sites.map((site) => is(site, image, 'primary')));
  return Object.assign(
    { [`broken.two-primaries.${image}`]: { guard: all(both, no(holds('forked', image))) } },
    ...each,
  );
}

const invariants = Object.assign({}, ...images.map(broken));

/** Whether an event says that an invariant is broken. */
export const isBroken = (event: string): boolean => event.startsWith('broken.');

const site = (name: Site) =>
  small.createStateConfig({
    type: 'parallel',
    states: {
      cluster: toggle(`stop-site.${name}`, `start-site.${name}`, 'up', 'down'),
      daemon: toggle(`stop-daemon.${name}`, `start-daemon.${name}`, 'running', 'stopped'),
      x: role(name, 'x'),
      y: role(name, 'y'),
    },
  });

function toggle(strike: string, end: string, sound: string, struck: string, always = {}) {
  return small.createStateConfig({
    initial: sound,
    states: {
      [sound]: { on: { [strike]: struck, ...always } },
      [struck]: { on: { [end]: sound, ...always } },
    },
  });
}

/**
 * A pair of clusters that mirror two images, much smaller than the model: the same in Promela, Murphi
 * and TLA+ (sim/bench/small-pair.*), for model checkers to be measured on.
 */
export const smallPair = small.createMachine({
  id: 'small-pair',
  type: 'parallel',
  context: smallStart,
  states: { link: toggle('cut', 'heal', 'up', 'cut', invariants), a: site('a'), b: site('b') },
});
