import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { errorCodes, type GoOn, type LibraryCall, messageSchema } from './protocol.ts';

/** How a driver's process is started. */
export interface DriverCommand {
  readonly file: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Done once it runs, and before it is asked for anything. */
  readonly attach?: (pid: number) => Promise<void>;
  /** Gives who is to be told when it is known, before its deadline, that there will be no answer. */
  readonly heed?: (hear: (came: Came) => void) => void;
}

/**
 * What a request to a driver came to. `refused` is an answer: the driver says no, with a class and a reason.
 * The others are findings: no answer in time, an end of its process, an answer that is none.
 */
export type Came =
  | { readonly kind: 'ok'; readonly value: unknown }
  | { readonly kind: 'refused'; readonly class: string; readonly message: string }
  | { readonly kind: 'hangs'; readonly message: string }
  | { readonly kind: 'dies'; readonly message: string }
  | { readonly kind: 'rubbish'; readonly message: string }
  /** The simulated clusters know nothing of what it asked of them. */
  | { readonly kind: 'unmodelled'; readonly message: string };

/** Of what a driver said on its error output, so many characters are kept. */
const wordsMax = 4000;

/** How long the end of a process may take to be heard of. */
const endMs = 200;

/** A request that is under way. */
interface Waiting {
  readonly id: number;
  readonly answer: (came: Came) => void;
  readonly fail: (error: unknown) => void;
  readonly halted: Halted | undefined;
}

/** What is done while a driver halts in the middle of a request; gives how it is to go on. */
export type Halted = () => Promise<GoOn>;

const short = (text: string): string => (text.length > 200 ? `${text.slice(0, 200)}...` : text);

/** A driver's process under a watchdog: it is started when it is asked for something, and killed if it hangs. */
export class DriverProcess {
  readonly #command: DriverCommand;
  #child: ChildProcessWithoutNullStreams | undefined;
  #attached: Promise<undefined> = Promise.resolve(undefined);
  #waiting: Waiting | undefined;
  #last = 0;
  #words = '';
  #calls: LibraryCall[] = [];

  constructor(command: DriverCommand) {
    this.#command = command;
    command.heed?.((came) => {
      const waiting = this.#waiting;
      this.kill();
      waiting?.answer(came);
    });
  }

  /** Whether a process is there that remembers what it was told. */
  get runs(): boolean {
    return this.#child !== undefined;
  }

  /** What the driver called in Ceph's libraries since this was last asked. */
  drain(): readonly LibraryCall[] {
    const calls = this.#calls;
    this.#calls = [];
    return calls;
  }

  /**
   * Asks for one thing, and waits `deadline` milliseconds at most. One request at a time. `halted` is done where the
   * driver halts in its middle, as it was told to; what that throws is thrown.
   */
  async ask(
    method: string,
    params: object,
    { deadline, halted }: { readonly deadline: number; readonly halted?: Halted | undefined },
  ): Promise<Came> {
    const child = this.#start();
    const ended = await this.#attached.catch((error: unknown) => this.#whyNot(child, error));
    if (ended !== undefined) return ended;
    this.#last += 1;
    const id = this.#last;
    const { promise, resolve, reject } = Promise.withResolvers<Came>();
    const timer = setTimeout(() => {
      this.kill();
      resolve({ kind: 'hangs', message: `no answer to ${method} in ${deadline / 1000} s` });
    }, deadline);
    this.#waiting = { id, answer: resolve, fail: reject, halted };
    child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', id, method, params })}\n`);
    const came = await promise.finally(() => {
      clearTimeout(timer);
      this.#waiting = undefined;
    });
    if (came.kind === 'rubbish') this.kill();
    return came;
  }

  /** Ends the process at once. */
  kill(): void {
    this.#child?.kill('SIGKILL');
    this.#child = undefined;
  }

  /** Why a process could not be attached: it ended before; whatever else it is, is thrown. */
  async #whyNot(child: ChildProcessWithoutNullStreams, error: unknown): Promise<Came> {
    await delay(endMs);
    if (this.#child === child) throw error;
    return { kind: 'dies', message: `it ended at once: ${this.#words.trim()}` };
  }

  #start(): ChildProcessWithoutNullStreams {
    if (this.#child !== undefined) return this.#child;
    const { file, args, env, attach } = this.#command;
    const child = spawn(file, args, { env, stdio: ['pipe', 'pipe', 'pipe'], detached: true });
    this.#words = '';
    child.stderr.on('data', (chunk: Buffer) => {
      this.#words = `${this.#words}${chunk}`.slice(-wordsMax);
    });
    child.stdin.on('error', () => undefined); // shows as the end of the process
    child.on('error', (error) => this.#ended(child, error.message));
    child.on('close', (code, signal) => this.#ended(child, `ended by ${signal ?? `exit ${code}`}`));
    createInterface(child.stdout).on('line', (line) => this.#take(line));
    this.#child = child;
    const { pid } = child;
    this.#attached =
      pid === undefined || !attach ? Promise.resolve(undefined) : attach(pid).then(() => undefined);
    return child;
  }

  /** Does what is to be done while the driver waits, and lets it go on. */
  #halt(): void {
    const [child, waiting] = [this.#child, this.#waiting];
    if (waiting?.halted === undefined) {
      waiting?.answer({ kind: 'rubbish', message: 'it halts, and was not told to' });
      return;
    }
    waiting.halted().then(
      (method) => child?.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', method })}\n`),
      (error: unknown) => {
        this.kill();
        waiting.fail(error);
      },
    );
  }

  #ended(child: ChildProcessWithoutNullStreams, how: string): void {
    if (this.#child !== child) return;
    this.#child = undefined;
    this.#waiting?.answer({ kind: 'dies', message: `${how}: ${this.#words.trim()}` });
  }

  #take(line: string): void {
    const message = messageOf(line);
    if (message === undefined) {
      this.#waiting?.answer({ kind: 'rubbish', message: `it printed "${short(line)}"` });
    } else if ('method' in message) {
      if (message.method === 'called') this.#calls.push(message.params);
      else this.#halt();
    } else if (message.id !== this.#waiting?.id) {
      this.#waiting?.answer({ kind: 'rubbish', message: `an answer to nothing: ${short(line)}` });
    } else if ('error' in message) this.#waiting.answer(cameOf(message.error));
    else this.#waiting.answer({ kind: 'ok', value: message.result });
  }
}

function messageOf(line: string) {
  try {
    return messageSchema.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined; // no JSON at all
  }
}

type RpcError = {
  readonly code: number;
  readonly message: string;
  readonly data?: { class: string } | undefined;
};

function cameOf({ code, message, data }: RpcError): Came {
  if (code === errorCodes.hangs) return { kind: 'hangs', message };
  if (code === errorCodes.crashes) return { kind: 'dies', message };
  if (code === errorCodes.unmodelled) return { kind: 'unmodelled', message };
  if (code === errorCodes.refused)
    return { kind: 'refused', class: data?.class ?? 'Error', message };
  return { kind: 'rubbish', message: `error ${code}: ${message}` };
}
