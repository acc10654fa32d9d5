/** Where progress is shown. */
export interface ProgressSink {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** How progress is shown. */
export interface ProgressOptions {
  readonly sink: ProgressSink;
  /** One line that is drawn anew, where the sink is a terminal; else plain lines now and then. */
  readonly live: boolean;
  /** What to say, whenever it is time to. */
  readonly line: () => string;
}

const clear = '\r\u{1b}[2K';

/** What is done before this many milliseconds needs no progress. */
const quietMs = 1500;
const everyMs = { live: 200, plain: 10_000 } as const;

/** Says what goes on, for as long as it goes on: on a terminal, and in the log of a CI. */
export class Progress {
  readonly #options: ProgressOptions;
  readonly #timers: NodeJS.Timeout[] = [];
  #begun = false;
  #drawn = false;

  constructor(options: ProgressOptions) {
    this.#options = options;
    const tick = () => this.#tick();
    const begin = () => {
      this.#begun = true;
      tick();
      const every = setInterval(tick, options.live ? everyMs.live : everyMs.plain);
      this.#timers.push(every.unref());
    };
    this.#timers.push(setTimeout(begin, quietMs).unref());
  }

  /** Draws the line anew, where one is drawn; for work that lets no timer run. */
  refresh(): void {
    if (this.#begun && this.#options.live) this.#tick();
  }

  /** Takes the line off a terminal, so that something else can be written there. */
  hide(): void {
    if (this.#drawn) this.#options.sink.write(clear);
    this.#drawn = false;
  }

  /** Ends it. */
  end(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#begun = false;
    this.hide();
  }

  #tick(): void {
    const { sink, live, line } = this.#options;
    if (!live) {
      sink.write(`${line()}\n`);
      return;
    }
    const width = (sink.columns ?? 80) - 1;
    sink.write(`${clear}${[...line()].slice(0, width).join('')}`);
    this.#drawn = true;
  }
}

/** Whether a line can be drawn anew there: a terminal, and nobody reads it as a log. */
export function canRedraw(sink: ProgressSink, env: NodeJS.ProcessEnv): boolean {
  const { CI, TERM } = env;
  return sink.isTTY === true && (CI ?? '') === '' && TERM !== 'dumb';
}
