/** Things of which each is lent to one borrower at a time. */
export class Pool<Item> {
  readonly #free: Item[] = [];
  readonly #waiting: { take: (item: Item) => void; refuse: (reason: Error) => void }[] = [];
  #size: number;
  #loss: Error | undefined;

  /** An empty pool, into which `size` things are going to be put. */
  constructor(size: number) {
    this.#size = size;
  }

  /** How many things it has, those that are lent out and those still to come included. */
  get size(): number {
    return this.#size;
  }

  /** Puts a thing in: one that was still to come, or one that was lent out. */
  put(item: Item): void {
    const next = this.#waiting.shift();
    if (next) next.take(item);
    else this.#free.push(item);
  }

  /** Takes all out that are free. */
  drain(): Item[] {
    return this.#free.splice(0);
  }

  /** One that was to come, or to come back, never will. */
  lose(reason: Error): void {
    this.#size -= 1;
    this.#loss = reason;
    if (this.#size > 0) return;
    for (const { refuse } of this.#waiting.splice(0)) refuse(reason);
  }

  /** Takes a free thing, once there is one. Rejects, with the last reason, when all are lost. */
  take(): Promise<Item> {
    const item = this.#free.shift();
    if (item !== undefined) return Promise.resolve(item);
    if (this.#size === 0 && this.#loss) return Promise.reject(this.#loss);
    return new Promise((take, refuse) => this.#waiting.push({ take, refuse }));
  }
}
