/** The runs that are under way, and how far each has come. */
export class UnderWay {
  readonly #steps = new Map<string, string>();
  readonly #tell: (text?: string) => void;

  constructor(tell: (text?: string) => void) {
    this.#tell = tell;
  }

  /** A run begins a step, or waits in it. */
  step(index: number, of: number, seed: string, waiting?: string): void {
    const what = waiting === undefined ? '' : ` (waits ${waiting})`;
    this.#steps.set(seed, `${index + 1} of ${of}${what}`);
    this.#say();
  }

  /** A run has ended. */
  end(seed: string): void {
    this.#steps.delete(seed);
    this.#say();
  }

  #say(): void {
    const [first, ...others] = this.#steps.values();
    if (first === undefined) this.#tell();
    else if (others.length === 0) this.#tell(`step ${first}`);
    else this.#tell(`${others.length + 1} under way: step ${[first, ...others].join(', ')}`);
  }
}
