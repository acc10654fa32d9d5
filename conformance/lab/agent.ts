import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { Site } from '../../model/site.ts';
import { pool, siteFiles } from './layout.ts';
import { inside, namespaceOf } from './namespaces.ts';

const program = fileURLToPath(new URL('../agent/agent.py', import.meta.url));

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
]);

/** What an operation was refused with: an errno class such as EBUSY, and the words. */
export type AgentFailure = z.infer<typeof errorSchema>;

/** What an operation came to. `hang`: no answer within the deadline. */
export type Reply =
  | { readonly kind: 'ok'; readonly value: unknown }
  | { readonly kind: 'error'; readonly error: AgentFailure }
  | { readonly kind: 'hang' };

const died = (lastWords: string): Reply => ({
  kind: 'error',
  error: { errno: null, class: 'AgentDied', message: `the site agent ended: ${lastWords.trim()}` },
});

/**
 * One client of a site's cluster: a process inside the site that does operations one after the
 * other. An operation that hangs costs the process, so that nothing it has under way can land
 * later; the next operation starts another one.
 */
export class Agent {
  #child: ChildProcessWithoutNullStreams | undefined;
  #waiting = new Map<number, (reply: Reply) => void>();
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
    // In a group of its own, so that Ctrl-C reaches only the one who asks, and no request midway.
    const how = { env: command.env, stdio: 'pipe', detached: true } as const;
    const child = spawn(command.file, command.args, how);
    this.#lastWords = '';
    child.stderr.on('data', (chunk: Buffer) => {
      this.#lastWords = `${this.#lastWords}${chunk}`.slice(-2000);
    });
    child.stdin.on('error', () => undefined); // shows as the end of the process
    child.on('error', () => this.#end(child));
    child.on('close', () => this.#end(child));
    createInterface(child.stdout).on('line', (line) => this.#take(line));
    this.#child = child;
    return child;
  }

  /**
   * Does one operation, within `deadline` milliseconds. Never rejects for what the cluster says:
   * that is a reply. A new agent that cannot connect within 3 s replies ETIMEDOUT.
   */
  ask(op: string, args: object = {}, deadline = 60_000): Promise<Reply> {
    const child = this.start();
    this.#last += 1;
    const id = this.#last;
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(id);
        void this.stop();
        resolve({ kind: 'hang' });
      }, deadline);
      this.#waiting.set(id, (reply) => {
        clearTimeout(timer);
        this.#waiting.delete(id);
        resolve(reply);
      });
      child.stdin.write(`${JSON.stringify({ id, op, args })}\n`);
    });
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
    const answer = this.#waiting.get(reply.id);
    if ('error' in reply) answer?.({ kind: 'error', error: reply.error });
    else answer?.({ kind: 'ok', value: reply.ok });
  }

  #end(child: ChildProcessWithoutNullStreams): void {
    if (this.#child !== child) return;
    this.#child = undefined;
    for (const answer of [...this.#waiting.values()]) answer(died(this.#lastWords));
  }
}
