import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Mode, modes } from '../../model/site.ts';
import { machineOf } from '../../model/variant.ts';
import { roleAt } from '../../model/views.ts';
import { Space } from '../space.ts';
import { SimulatedClusters } from './clusters.ts';
import { defaultFeatures } from './features.ts';
import type { SimulatedImage } from './image.ts';
import { Librbd } from './librbd.ts';
import { raised, returned } from './reply.ts';

const gib = 1024 ** 3;
const ok = returned();
const spaces = {
  journal: new Space(machineOf('journal')),
  snapshot: new Space(machineOf('snapshot')),
};

/** Clusters with an image `parent` at a, and who calls librbd there. */
class Bench {
  readonly clusters: SimulatedClusters;
  readonly #librbd: Librbd;
  readonly #mode: Mode;

  constructor(mode: Mode, seed = 'clones') {
    this.#mode = mode;
    this.clusters = new SimulatedClusters(mode, () => spaces[mode], seed);
    this.#librbd = new Librbd(this.clusters);
    this.#librbd.create('a', 'parent', gib, defaultFeatures);
  }

  call(image: string, method: string, ...args: unknown[]) {
    return this.#librbd.call({ site: 'a', image, method, args });
  }

  enable(image: string) {
    return this.call(image, 'mirror_image_enable', this.#mode === 'snapshot' ? 1 : 0);
  }

  /** Takes a protected snapshot of the parent, and clones it. */
  clone(to: string, snapshot = `${to}.base`) {
    this.call('parent', 'create_snap', snapshot);
    this.call('parent', 'protect_snap', snapshot);
    return this.#librbd.clone('a', { image: 'parent', snapshot, to, features: defaultFeatures });
  }

  copy(to: string) {
    return this.#librbd.copy('a', 'parent', to);
  }

  remove(image: string) {
    return this.#librbd.remove('a', image);
  }

  image(name: string): SimulatedImage {
    const found = this.clusters.find('a', name);
    if (found === undefined) throw new TypeError(`there is no ${name}`);
    return found;
  }

  write(image: string, number: number): void {
    expect(this.image(image).give('write.a', number)).toBe('ok');
  }

  settle(): void {
    this.clusters.elapse(120_000);
  }
}

describe.each(modes)('on simulated clusters, in %s mode', (mode) => {
  it('a clone and a copy hold what was written before, and neither what comes later', () => {
    fc.assert(
      fc.property(fc.nat({ max: 4 }), fc.nat({ max: 4 }), (before, after) => {
        const bench = new Bench(mode);
        const written = Array.from({ length: before }, (_, index) => index + 1);
        for (const number of written) bench.write('parent', number);
        expect(bench.clone('clone')).toEqual(ok);
        expect(bench.copy('copy')).toEqual(ok);
        for (let more = 1; more <= after; more += 1) bench.write('parent', before + more);
        expect(bench.image('clone').contentAt('a')).toEqual(written);
        bench.write('clone', 100);
        expect(bench.call('clone', 'flatten')).toEqual(ok);
        expect(bench.image('clone').contentAt('a')).toEqual([...written, 100]);
        expect(bench.image('copy').contentAt('a')).toEqual(written);
      }),
      { numRuns: 30 },
    );
  });

  it('snapshots can be removed in any order, and then their image', () => {
    const names = ['one', 'two', 'three', 'four'];
    const order = fc.shuffledSubarray(names, { minLength: names.length });
    fc.assert(
      fc.property(order, fc.subarray(names), (removed, kept) => {
        const bench = new Bench(mode);
        for (const name of names) {
          bench.call('parent', 'create_snap', name);
          if (kept.includes(name)) bench.call('parent', 'protect_snap', name);
        }
        const left = new Set(names);
        for (const name of removed) {
          expect(bench.remove('parent')).toEqual(raised('ENOTEMPTY'));
          if (kept.includes(name)) {
            expect(bench.call('parent', 'remove_snap', name)).toEqual(raised('EBUSY'));
            expect(bench.call('parent', 'unprotect_snap', name)).toEqual(ok);
          }
          expect(bench.call('parent', 'remove_snap', name)).toEqual(ok);
          left.delete(name);
          const listed = bench.image('parent').userSnapshots('a');
          expect(listed.map((one) => one.name)).toEqual([...left]);
        }
        expect(bench.remove('parent')).toEqual(ok);
      }),
    );
  });

  it('a clone is mirrored if its parent is, and keeps that so until it is flattened', () => {
    const bench = new Bench(mode);
    bench.clone('clone');
    expect(bench.enable('clone')).toEqual(raised('EINVAL'));
    expect(bench.enable('parent')).toEqual(ok);
    expect(bench.enable('clone')).toEqual(ok);
    expect(bench.call('parent', 'mirror_image_disable', false)).toEqual(raised('EBUSY'));
    expect(bench.call('parent', 'unprotect_snap', 'clone.base')).toEqual(raised('EBUSY'));
    expect(bench.call('clone', 'flatten')).toEqual(ok);
    expect(bench.call('parent', 'unprotect_snap', 'clone.base')).toEqual(ok);
    expect(bench.call('parent', 'mirror_image_disable', false)).toEqual(ok);
  });

  it('a clone that was flattened comes to the peer without its parent, snapshots included', () => {
    const bench = new Bench(mode);
    bench.write('parent', 1);
    bench.clone('clone');
    expect(bench.call('clone', 'create_snap', 'older')).toEqual(ok);
    expect(bench.call('clone', 'flatten')).toEqual(ok);
    expect(bench.enable('clone')).toEqual(ok);
    bench.settle();
    expect(roleAt(bench.image('clone').state, 'b')).toBe('nonprimary');
    expect(bench.image('clone').contentAt('b')).toEqual([1]);
  });

  it('a clone comes to the peer after the snapshot that it was made of', () => {
    const bench = new Bench(mode);
    expect(bench.enable('parent')).toEqual(ok);
    bench.settle();
    bench.write('parent', 1);
    bench.clone('clone');
    expect(bench.enable('clone')).toEqual(ok);
    bench.settle();
    const there = () => roleAt(bench.image('clone').state, 'b');
    if (mode === 'snapshot') {
      expect(there()).toBe('absent');
      bench.call('parent', 'mirror_image_create_snapshot');
      bench.settle();
    }
    expect(there()).toBe('nonprimary');
    expect(bench.image('clone').contentAt('b')).toEqual([1]);
    expect(bench.image('clone').parentAt('b')?.snapshot).toBe('clone.base');
  });
});
