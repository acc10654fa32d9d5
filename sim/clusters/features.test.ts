import fc from 'fast-check';
import { expect, it } from 'vitest';
import { changed, defaultFeatures, feature } from './features.ts';

const bits = Object.values(feature);
const mask = fc.subarray(bits).map((some) => some.reduce((all, bit) => all | bit, 0));

/** Any features that an image can come to have, by changes from what it is made with. */
const reached = fc
  .array(fc.tuple(mask, fc.boolean()))
  .map((changes) =>
    changes.reduce((now, [asked, on]) => changed(now, asked, on) ?? now, defaultFeatures),
  );

it('never leaves a feature without what it needs', () => {
  fc.assert(
    fc.property(reached, (features) => {
      const has = (bit: number) => (features & bit) !== 0;
      if (has(feature.journaling) || has(feature.objectMap)) {
        expect(has(feature.exclusiveLock)).toBe(true);
      }
      expect(has(feature.fastDiff)).toBe(has(feature.objectMap));
    }),
  );
});

it('refuses what is so already, and what is none', () => {
  fc.assert(
    fc.property(reached, mask, (features, asked) => {
      if ((features & asked) !== 0) expect(changed(features, asked, true)).toBeUndefined();
      if ((~features & asked) !== 0) expect(changed(features, asked, false)).toBeUndefined();
      expect(changed(features, 0, true)).toBeUndefined();
    }),
  );
});

it('takes back what it turned on', () => {
  fc.assert(
    fc.property(reached, (features) => {
      for (const bit of [feature.journaling, feature.objectMap | feature.fastDiff]) {
        const on = changed(features, bit, true);
        if (on !== undefined) expect(changed(on, bit, false)).toBe(features);
      }
    }),
  );
});
