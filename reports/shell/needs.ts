/** What a script is told by the environment: what a variable is for, and what it is if nobody says. */
export type Need = { readonly about: string; readonly usual: string };

/** Commands at a host, as a word of a value that stands between double quotes. */
const at = (host: string, ...commands: string[]) => `ssh ${host} \\"${commands.join('; ')}\\"`;

/** The units of daemons, as systemctl takes them: of all kinds, or of one. Targets are not sent signals. */
const units = (kind = '*') => `'ceph-${kind}@*.service'`;

const signalled = (host: string, signal: string, kind?: string) =>
  at(host, `systemctl kill --signal ${signal} ${units(kind)}`);

/** What is killed is stopped as well: systemd would start it again. */
const killed = (host: string, kind?: string) =>
  at(host, `systemctl kill --signal KILL ${units(kind)}`, `systemctl stop ${units(kind)}`);

/** A target has all of its daemons started, also when it is active; one that failed too often is let start. */
const started = (host: string, ...kinds: string[]) =>
  at(
    host,
    `systemctl reset-failed ${units()}`,
    `systemctl start ${kinds.map((kind) => `ceph-${kind}.target`).join(' ')}`,
  );

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
    usual: at(host, `systemctl stop ${units('rbd-mirror')}`),
  },
  [`${site}_KILL_MIRROR`]: {
    about: `ends it at once (kill -9)`,
    usual: killed(host, 'rbd-mirror'),
  },
  [`${site}_START_MIRROR`]: {
    about: `starts the rbd-mirror of ${site}`,
    usual: started(host, 'rbd-mirror'),
  },
  [`${site}_TELL_MIRROR`]: {
    about: `says something to the rbd-mirror of ${site}; words follow`,
    usual: `ssh ${host} ceph daemon client.rbd-mirror.${host}`,
  },
  [`${site}_PAUSE`]: {
    about: `halts every Ceph process of ${site} (kill -STOP)`,
    usual: signalled(host, 'STOP'),
  },
  [`${site}_GO_ON`]: {
    about: `lets them go on (kill -CONT)`,
    usual: signalled(host, 'CONT'),
  },
  [`${site}_KILL`]: {
    about: `kills every Ceph process of ${site} (kill -9)`,
    usual: killed(host),
  },
  [`${site}_START`]: {
    about: `starts them again, but the rbd-mirror`,
    usual: started(host, 'mon', 'mgr', 'osd'),
  },
  ...ofPart(site, host, 'MON', 'mon'),
  ...ofPart(site, host, 'OSD', 'osd'),
  [`${site}_CUT`]: {
    about: `loses every packet that ${site} sends to its peer`,
    usual: dropped(host === 'a' ? 'b' : 'a', 'drop'),
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
    usual: signalled(host, 'STOP', part),
  },
  [`${site}_GO_ON_${name}`]: {
    about: `lets it go on (kill -CONT)`,
    usual: signalled(host, 'CONT', part),
  },
  [`${site}_KILL_${name}`]: {
    about: `kills every ${name} of ${site} (kill -9)`,
    usual: killed(host, part),
  },
  [`${site}_START_${name}`]: {
    about: `starts it again`,
    usual: started(host, part),
  },
});

/**
 * Drops what a host gets from the link. A link that is set down, or a route that goes, would have to be set up
 * with all its routes again, and would be told to who sends.
 */
const dropped = (host: string, rule: string) =>
  at(
    host,
    "nft 'add table inet exported; add chain inet exported in { type filter hook prerouting priority -300; }; " +
      `add rule inet exported in iifname $LINK ${rule}'`,
  );

const both = (command: (host: string) => string) => ['a', 'b'].map(command).join(' && ');

/** Every variable that a script may ask for beside those that all have, in the order of telling. */
export const needs: Readonly<Record<string, Need>> = {
  A_NAME: { about: 'what A is called as a peer (rbd mirror pool info)', usual: 'a' },
  B_NAME: { about: 'what B is called', usual: 'b' },
  LINK: { about: 'the network device between A and B, at both', usual: 'eth1' },
  CUT: { about: 'cuts the network between A and B', usual: both((host) => dropped(host, 'drop')) },
  SLOW: {
    about: 'makes it slow',
    usual: both((host) =>
      at(host, 'tc qdisc replace dev $LINK root tbf rate 1mbit burst 16kb limit 64mb'),
    ),
  },
  LOSE: {
    about: 'makes it lose some packets',
    usual: both((host) => dropped(host, 'numgen random mod 100 < 5 drop')),
  },
  HEAL: {
    about: 'mends it, whatever ails it',
    usual: both((host) =>
      at(
        host,
        "nft 'add table inet exported; delete table inet exported'",
        'tc qdisc del dev $LINK root 2>/dev/null',
        'true',
      ),
    ),
  },
  ...ofSite('A', 'a'),
  ...ofSite('B', 'b'),
};

/** A variable, and what it is for. */
export type Named = readonly [string, Need];
