import { heard, linked } from './conditions.ts';
import { change, type PairContext, peerCopy } from './context.ts';
import type { Deviation } from './deviation.ts';
import { missing, nothing, only, upTo } from './history.ts';
import { peerOf, type Site } from './site.ts';

/** The peer's image is mirrored again, and is the one that the copy was made of. */
const mirroredAnew = (context: PairContext, site: Site): boolean =>
  peerCopy(context, site).identity > 0 &&
  context[site].history !== nothing &&
  linked({ context }, { site });

/** The copy counts as taken all that the peer had when it was enabled anew, and lacks what is new of that. */
function takeForTheOld(context: PairContext, site: Site): PairContext {
  const enabling = peerCopy(context, site).identity - 1;
  const history = upTo(heard(context, peerOf(site)), enabling);
  const untaken = missing(context[site].history, history) & ~only(enabling);
  return change(context, site, { blind: 1, history, lost: context[site].lost | untaken });
}

/** What a journal replayer does not learn of while its site stands still. */
export const overlooked: readonly Deviation[] = [
  {
    name: 'removal-is-overlooked',
    about:
      'A journal replayer whose site stood still while the primary image was removed goes on ' +
      'replaying nothing, and the copy stays until the daemon is restarted',
    releases: [16, 17, 18, 19, 20],
    source:
      'seen on 16.2.15, 18.2.7 and 20.2.4, not every time: still there, and "replaying", after 120 s',
    conditions: {
      overlooks:
        () =>
        ({ context }, { site }) =>
          context[site].whole === 1 && peerCopy(context, site).history === nothing,
    },
  },
  {
    name: 'disable-is-overlooked',
    about:
      'A journal replayer whose site stood still while the primary was disabled and enabled again goes on ' +
      'with the new journal: the copy lacks what was written in between, and says that it replays',
    releases: [16, 17, 18, 19, 20],
    source:
      'seen on 16.2.15, 18.2.7 and 20.2.4, every other time where the daemon was started a moment before',
    modes: ['journal'],
    conditions: {
      overlooks: (before) => (at, params) =>
        before(at, params) ||
        (at.context[params.site].whole === 1 && mirroredAnew(at.context, params.site)),
      mistaken:
        () =>
        ({ context }, { site }) =>
          context[site].blind === 1 && peerCopy(context, site).identity > 0,
    },
    effects: {
      overlook: (before) => (context, site) =>
        mirroredAnew(context, site) ? takeForTheOld(context, site) : before(context, site),
    },
  },
];
