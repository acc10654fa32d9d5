/** The features of an image that clients turn on and off, by their bits (librbd, rbd_features.h). */
export const feature = {
  layering: 1,
  exclusiveLock: 4,
  objectMap: 8,
  fastDiff: 16,
  deepFlatten: 32,
  journaling: 64,
} as const;

/** What an image has unless asked otherwise (rbd_default_features 61). */
export const defaultFeatures =
  feature.layering |
  feature.exclusiveLock |
  feature.objectMap |
  feature.fastDiff |
  feature.deepFlatten;

/** A copy mirrored by snapshots, as its features show it (RBD_FEATURE_NON_PRIMARY). */
export const nonPrimaryFeature = 1024;

/** Those that can be changed once an image is there. */
const changeable =
  feature.exclusiveLock | feature.objectMap | feature.fastDiff | feature.journaling;

/** What each needs to be on. */
const needs: readonly (readonly [number, number])[] = [
  [feature.objectMap, feature.exclusiveLock],
  [feature.fastDiff, feature.objectMap],
  [feature.journaling, feature.exclusiveLock],
];

/**
 * The features of an image after some were turned on or off; undefined where librbd refuses (EINVAL): it
 * is asked for none, for what cannot be changed, for what is so already, or leaves a feature without what it
 * needs (librbd/Operations.cc, update_features; operation/EnableFeaturesRequest.cc). Object map and fast diff
 * go together.
 */
export function changed(features: number, asked: number, on: boolean): number | undefined {
  if (asked === 0 || (asked & ~changeable) !== 0) return undefined;
  if ((on ? features & asked : ~features & asked) !== 0) return undefined;
  const pair = feature.objectMap | feature.fastDiff;
  const mask = (asked & pair) !== 0 ? asked | pair : asked;
  const after = on ? features | mask : features & ~mask;
  return needs.some(([one, other]) => (after & one) !== 0 && (after & other) === 0)
    ? undefined
    : after;
}
