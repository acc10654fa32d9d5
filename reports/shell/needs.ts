/** What a script is told by the environment: what a variable is for, and what it is if nobody says. */
export type Need = { readonly about: string; readonly usual: string };

const unit = (host: string, verb: string, units: string) =>
  `ssh ${host} systemctl ${verb} ${units}`;

const ofSite = (site: 'A' | 'B', host: 'a' | 'b'): Readonly<Record<string, Need>> => ({
  [`${site}_CEPH`]: {
    about: `the ceph command at cluster ${site}`,
    usual: `ceph --cluster ${host}`,
  },
  [`${site}_RADOS`]: {
    about: `the rados command at cluster ${site}`,
    usual: `rados --cluster ${host}`,
  },
  [`${site}_STOP_MIRROR`]: {
    about: `ends the rbd-mirror of ${site} (SIGTERM)`,
    usual: unit(host, 'stop', 'ceph-rbd-mirror.target'),
  },
  [`${site}_KILL_MIRROR`]: {
    about: `ends it at once (kill -9)`,
    usual: unit(host, 'kill --signal KILL', "'ceph-rbd-mirror@*'"),
  },
  [`${site}_START_MIRROR`]: {
    about: `starts the rbd-mirror of ${site}`,
    usual: unit(host, 'start', 'ceph-rbd-mirror.target'),
  },
  [`${site}_TELL_MIRROR`]: {
    about: `says something to the rbd-mirror of ${site}; words follow`,
    usual: `ssh ${host} ceph daemon client.rbd-mirror.${host}`,
  },
  [`${site}_PAUSE`]: {
    about: `halts every Ceph process of ${site} (kill -STOP)`,
    usual: unit(host, 'kill --signal STOP', "'ceph-*'"),
  },
  [`${site}_GO_ON`]: {
    about: `lets them go on (kill -CONT)`,
    usual: unit(host, 'kill --signal CONT', "'ceph-*'"),
  },
  [`${site}_KILL`]: {
    about: `kills every Ceph process of ${site} (kill -9)`,
    usual: unit(host, 'kill --signal KILL', "'ceph-*'"),
  },
  [`${site}_START`]: {
    about: `starts them again, but the rbd-mirror`,
    usual: unit(host, 'start', 'ceph-mon.target ceph-mgr.target ceph-osd.target'),
  },
  ...ofPart(site, host, 'MON', 'mon'),
  ...ofPart(site, host, 'OSD', 'osd'),
  [`${site}_CUT`]: {
    about: `loses every packet that ${site} sends to its peer`,
    usual: `ssh ${host} tc qdisc replace dev $LINK root netem loss 100%`,
  },
});

const ofPart = (
  site: string,
  host: string,
  name: string,
  part: string,
): Readonly<Record<string, Need>> => ({
  [`${site}_PAUSE_${name}`]: {
    about: `halts every ${name} of ${site} (kill -STOP)`,
    usual: unit(host, 'kill --signal STOP', `'ceph-${part}@*'`),
  },
  [`${site}_GO_ON_${name}`]: {
    about: `lets it go on (kill -CONT)`,
    usual: unit(host, 'kill --signal CONT', `'ceph-${part}@*'`),
  },
  [`${site}_KILL_${name}`]: {
    about: `kills every ${name} of ${site} (kill -9)`,
    usual: unit(host, 'kill --signal KILL', `'ceph-${part}@*'`),
  },
  [`${site}_START_${name}`]: {
    about: `starts it again`,
    usual: unit(host, 'start', `ceph-${part}.target`),
  },
});

const both = (shape: string) =>
  ['a', 'b'].map((host) => `ssh ${host} tc qdisc replace dev $LINK root ${shape}`).join('; ');

/** Every variable that a script may ask for beside those that all have, in the order of telling. */
export const needs: Readonly<Record<string, Need>> = {
  A_NAME: { about: 'what A is called as a peer (rbd mirror pool info)', usual: 'a' },
  B_NAME: { about: 'what B is called', usual: 'b' },
  LINK: { about: 'the network device between A and B, at both', usual: 'eth1' },
  CUT: { about: 'cuts the network between A and B', usual: 'ssh a ip link set $LINK down' },
  SLOW: { about: 'makes it slow', usual: both('tbf rate 1mbit burst 16kb limit 64mb') },
  LOSE: { about: 'makes it lose some packets', usual: both('netem loss 5%') },
  HEAL: {
    about: 'mends it, whatever ails it',
    usual:
      'ssh a ip link set $LINK up; for host in a b; do ssh \\$host tc qdisc del dev $LINK root; done; true',
  },
  ...ofSite('A', 'a'),
  ...ofSite('B', 'b'),
};

/** A variable, and what it is for. */
export type Named = readonly [string, Need];
