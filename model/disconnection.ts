import type { Condition } from './conditions.ts';
import { change, type PairContext, peerCopy } from './context.ts';
import { peerOf, type Site } from './site.ts';

/**
 * The peer's daemon makes its copy, and registers anew for it as a client of this journal, whatever
 * client it was before (rbd_mirror journal/CreateLocalImageRequest.cc, unregister_client).
 */
export const connect = (context: PairContext, site: Site): PairContext =>
  change(context, peerOf(site), { client: 'connected' });

/** The peer's client of the journal here is marked disconnected (`rbd journal client disconnect`). */
export const disconnect = (context: PairContext, site: Site): PairContext =>
  change(context, site, { client: 'disconnected' });

/** The journal here has the peer's daemon for a client: connected, or marked disconnected. */
export const hasClient: Condition = ({ context }, { site }) => {
  const { client } = context[site];
  return client === 'connected' || client === 'disconnected';
};

/**
 * The daemon here is marked disconnected at its peer's journal: it takes nothing more from there until
 * the copy is made anew (rbd_mirror journal/Replayer.cc, validate_remote_client_state).
 */
export const disconnected: Condition = ({ context }, { site }) =>
  peerCopy(context, site).client === 'disconnected';
