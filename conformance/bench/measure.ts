/** Something that was measured, in so many of a unit per second. */
export interface Measured {
  readonly what: string;
  readonly unit: string;
  readonly rate: number;
}

/** Measures a work that says how much it did: once to warm up, and then the best of three. */
export function measured(what: string, unit: string, work: () => number): Measured {
  work();
  const rates = [1, 2, 3].map(() => {
    const began = performance.now();
    const count = work();
    return (count / (performance.now() - began)) * 1000;
  });
  return { what, unit, rate: Math.max(...rates) };
}
