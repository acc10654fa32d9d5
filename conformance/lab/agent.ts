import {
  type ChildProcess,
  type ChildProcessWithoutNullStreams,
  type StdioOptions,
  spawn,
} from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { Site } from '../../model/site.ts';
import { pool, siteFiles } from './layout.ts';
import { inside, namespaceOf } from './namespaces.ts';
import type { Command } from './run.ts';

const programs = fileURLToPath(new URL('../agent', import.meta.url));

// The agent's folder comes as an open descriptor: a site with a root of its own has no path to it.
const program = '/proc/self/fd/3/agent.py';

// The system's own interpreter: Ceph's modules are packaged for no other.
const python = '/usr/bin/python3';

const errorSchema = z.object({
  errno: z.number().nullable(),
  class: z.string(),
  message: z.string(),
});

const replySchema = z.union([
  z.object({ id: z.number(), error: errorSchema }),
  z.object({ id: z.number(), ok: z.unknown() }),
  z.object({ ready: z.literal(true) }),
]);

/** How long the interpreter and Ceph's libraries may take to load, on a machine that is busy. */
const loadMs = 60_000;

/**
 * What an operation was refused with: an errno class such as EBUSY, and the words. `CRASH`: it made
 * the client's own libraries crash.
 */
export type AgentFailure = z.infer<typeof errorSchema>;

/** What an operation came to. `hang`: no answer within the deadline. */
export type Reply =
  | { readonly kind: 'ok'; readonly value: unknown }
  | { readonly kind: 'error'; readonly error: AgentFailure }
  | { readonly kind: 'hang' };

/** Of what a client said before it ended, so many characters are kept: a failed assertion, and its backtrace. */
const wordsMax = 20_000;

/** The signals by which Ceph's libraries end whoever uses them. */
const crashes: readonly (NodeJS.Signals | null)[] = ['SIGSEGV', 'SIGABRT', 'SIGBUS', 'SIGFPE'];

const died = (lastWords: string, signal: NodeJS.Signals | null = null): Reply => {
  const message = `the site agent ended${signal ? ` by ${signal}` : ''}: ${lastWords.trim()}`;
  const name = crashes.includes(signal) ? 'CRASH' : 'AgentDied';
  return { kind: 'error', error: { errno: null, class: name, message } };
};

const hasPipes = (child: ChildProcess): child is ChildProcessWithoutNullStreams =>
  child.stdin !== null && child.stdout !== null && child.stderr !== null;

/** In a group of its own, so that Ctrl-C reaches only the one who asks, and no request midway. */
const spawnAgent = ({ file, args, env }: Command): ChildProcessWithoutNullStreams => {
  const folder = openSync(programs, 'r');
  try {
    const stdio: StdioOptions = ['pipe', 'pipe', 'pipe', folder];
    const child = spawn(file, args, { env, stdio, detached: true });
    if (!hasPipes(child)) throw new Error('a child without the pipes it was spawned with');
    return child;
  } finally {
    closeSync(folder);
  }
};

/**
 * One client of a site's cluster: a process inside the site that does operations one after the
 * other. An operation that hangs costs the process, so that nothing it has under way can land
 * later; the next operation starts another one.
 */
export class Agent {
  #child: ChildProcessWithoutNullStreams | undefined;
  #waiting = new Map<number, (reply: Reply) => void>();
  #ready = Promise.withResolvers<void>();
  #last = 0;
  #lastWords = '';
  readonly #folder: string;
  readonly #site: Site;

  constructor(folder: string, site: Site) {
    this.#folder = folder;
    this.#site = site;
  }

  /** Starts the process, if it does not run: saves the first operation the time. */
  start(): ChildProcessWithoutNullStreams {
    if (this.#child) return this.#child;
    const { conf } = siteFiles(this.#folder, this.#site);
    const where = { folder: this.#folder, site: this.#site, role: 'agent' } as const;
    const argv = [python, '-B', program, conf, pool, this.#site];
    const command = inside(where, namespaceOf(this.#folder, this.#site), argv);
    const child = spawnAgent(command);
    this.#lastWords = '';
    this.#ready = Promise.withResolvers();
    child.stderr.on('data', (chunk: Buffer) => {
      this.#lastWords = `${this.#lastWords}${chunk}`.slice(-wordsMax);
    });
    child.stdin.on('error', () => undefined); // shows as the end of the process
    child.on('error', () => this.#end(child));
    child.on('close', (_code, signal) => this.#end(child, signal));
    createInterface(child.stdout).on('line', (line) => this.#take(line));
    this.#child = child;
    return child;
  }

  /**
   * Does one operation, within `deadline` milliseconds from when the process is ready. Never rejects
   * for what the cluster says: that is a reply. A new agent that cannot connect within `connect`
   * seconds (default 10) replies ETIMEDOUT.
   */
  ask(op: string, args: object = {}, deadline = 60_000, connect?: number): Promise<Reply> {
    const child = this.start();
    this.#last += 1;
    const id = this.#last;
    return new Promise((resolve) => {
      const hangs = () => {
        this.#waiting.delete(id);
        void this.stop();
        resolve({ kind: 'hang' });
      };
      let timer = setTimeout(hangs, loadMs + deadline);
      void this.#ready.promise.then(() => {
        if (!this.#waiting.has(id)) return;
        clearTimeout(timer);
        timer = setTimeout(hangs, deadline);
      });
      this.#waiting.set(id, (reply) => {
        clearTimeout(timer);
        this.#waiting.delete(id);
        resolve(reply);
      });
      child.stdin.write(`${JSON.stringify({ id, op, args, connect })}\n`);
    });
  }

  /**
   * Does one operation and kills the process `after` so many milliseconds. Undefined where that came
   * before the reply.
   */
  async interrupt(
    op: string,
    args: object,
    after: number,
    connect?: number,
  ): Promise<Reply | undefined> {
    const asked = this.ask(op, args, after + 60_000, connect);
    const reply = await Promise.race([asked, delay(after, undefined)]);
    if (reply === undefined) await this.stop();
    return reply;
  }

  /** Ends the process at once, and with it its connection; resolves when it is gone. */
  async stop(): Promise<void> {
    const child = this.#child;
    if (!child) return;
    const gone = new Promise((resolve) => child.once('close', resolve));
    this.#end(child);
    child.kill('SIGKILL');
    await gone;
  }

  #take(line: string): void {
    const reply = replySchema.parse(JSON.parse(line));
    if ('ready' in reply) {
      this.#ready.resolve();
      return;
    }
    const answer = this.#waiting.get(reply.id);
    if ('error' in reply) answer?.({ kind: 'error', error: reply.error });
    else answer?.({ kind: 'ok', value: reply.ok });
  }

  #end(child: ChildProcessWithoutNullStreams, signal: NodeJS.Signals | null = null): void {
    if (this.#child !== child) return;
    this.#child = undefined;
    for (const answer of [...this.#waiting.values()]) answer(died(this.#lastWords, signal));
  }
}
