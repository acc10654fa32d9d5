import type { Mode } from '../../model/site.ts';
import { UsageError } from '../campaign/usage.ts';
import { Pool } from '../targets/pool.ts';
import type { DriverBench } from './bench.ts';

/** Benches of which each works on as many scenarios at once as its clusters have room for. */
export class BenchPools {
  readonly #benches: ReadonlyMap<Mode, readonly DriverBench[]>;
  readonly #pools: ReadonlyMap<Mode, Pool<DriverBench>>;

  constructor(benches: ReadonlyMap<Mode, readonly DriverBench[]>) {
    this.#benches = benches;
    const pools = [...benches].map(([mode, all]) => {
      const pool = new Pool<DriverBench>(all.length);
      for (const bench of all) {
        for (let lane = 0; lane < bench.source.lanes; lane += 1) pool.put(bench);
      }
      return [mode, pool] as const;
    });
    this.#pools = new Map(pools);
  }

  /** What the clusters are called in records. */
  get name(): string {
    const [[first] = []] = this.#benches.values();
    if (first === undefined) throw new UsageError('no clusters are open');
    return first.source.name;
  }

  /** How many scenarios can be under way at once; it may shrink. */
  get lanes(): number {
    const [first = []] = this.#benches.values();
    return first.reduce((sum, { source }) => sum + source.lanes, 0);
  }

  /** Works on a bench for this mode, once one is free. @throws UsageError where none is open for it. */
  async with<Result>(mode: Mode, work: (bench: DriverBench) => Promise<Result>): Promise<Result> {
    const pool = this.#pools.get(mode);
    if (pool === undefined) throw new UsageError(`no clusters are open for ${mode} mode`);
    const bench = await pool.take();
    try {
      return await work(bench);
    } finally {
      pool.put(bench);
    }
  }
}
