/** The releases of Ceph that a lab can be asked for. */
export const releaseNames = ['pacific', 'reef', 'tentacle'] as const;

/** The name of a release. */
export type ReleaseName = (typeof releaseNames)[number];

/** What each release is: how its versions begin, and the release of Debian that packages it. */
export const releases: Readonly<Record<ReleaseName, { series: string; debian: string }>> = {
  pacific: { series: '16.2', debian: 'bookworm' },
  reef: { series: '18.2', debian: 'trixie' },
  tentacle: { series: '20.2', debian: 'forky' },
};

/** The release that a version (`18.2.7`) is of; undefined for one that no lab can be asked for. */
export const releaseOf = (version: string): ReleaseName | undefined =>
  releaseNames.find((name) => version.startsWith(`${releases[name].series}.`));

/** A release as people are told it: `Ceph reef (18.2)`. */
export const titleOf = (name: ReleaseName): string => `Ceph ${name} (${releases[name].series})`;
