import { type Paint, paintFor, plain } from './paint.ts';
import { canRedraw, Progress } from './progress.ts';

/** Where a command says things: results on stdout, everything else on stderr. */
export class Screen {
  readonly paint: Paint;
  readonly #json: boolean;
  #progress: Progress | undefined;

  /** With `json`, stdout receives the machine-readable result and nothing else. */
  constructor(json: boolean) {
    this.#json = json;
    this.paint = json ? plain : paintFor(process.stdout);
  }

  /** Tells people something that belongs to the result. */
  say(text: string): void {
    this.#progress?.hide();
    if (!this.#json) process.stdout.write(`${text}\n`);
  }

  /** Gives machines the result, if they asked for it. */
  result(data: unknown): void {
    this.#progress?.hide();
    if (this.#json) process.stdout.write(`${JSON.stringify(data, null, 2)}\n`);
  }

  /** Tells people something that does not belong to the result. */
  note(text: string): void {
    this.#progress?.hide();
    process.stderr.write(`${text}\n`);
  }

  /** Shows, from now on and until the end, what goes on. */
  follow(line: () => string): void {
    this.#progress?.end();
    const sink = process.stderr;
    this.#progress = new Progress({ sink, live: canRedraw(sink, process.env), line });
  }

  /** Does something that may take a while, and shows what it is at. */
  async during<Result>(
    title: string,
    work: (say: (what: string) => void) => Promise<Result>,
  ): Promise<Result> {
    let doing = 'starting';
    this.follow(() => `${title}: ${doing}`);
    try {
      return await work((what) => {
        doing = what;
        this.refresh();
      });
    } finally {
      this.end();
    }
  }

  /** Something else goes on now: shows it without waiting. */
  refresh(): void {
    this.#progress?.refresh();
  }

  /** Nothing goes on any more. */
  end(): void {
    this.#progress?.end();
    this.#progress = undefined;
  }
}
