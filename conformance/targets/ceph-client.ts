import { z } from 'zod';
import type { Site } from '../../model/site.ts';
import { type Role, roles } from '../../model/views.ts';
import type { Reply } from '../lab/agent.ts';
import type { Lab } from '../lab/lab.ts';
import type { ImagePlace } from '../lab/layout.ts';
import { replayerState } from '../lab/replayers.ts';
import type { LabSite } from '../lab/site.ts';
import { type Answer, type Content, type FullSight, TargetFailure } from '../target.ts';
import { statusKind, statusLost, storedSchema } from './ceph-status.ts';

const roleSchema = z.enum(roles);
const numbers = z.array(z.int());
const names = z.array(z.string());
const sightSchema = z
  .object({
    role: roleSchema,
    content: z.object({ found: numbers, corrupt: numbers }).nullable(),
    shape: z.object({
      size: z.int(),
      name: z.int(),
      snapshots: numbers,
      protected: numbers,
      metadata: numbers,
      clone: z.boolean(),
    }),
    status: storedSchema,
  })
  .nullable();

/** An operation that gives no answer for so long hangs: the slowest waits 30 s for a dead watch. */
export const hangMs = 45_000;

/** How long to wait for what lies behind a failure. */
const evidenceMs = 10_000;

/** How long to wait for a client to be connected, where it is going to be interrupted. */
const connectMs = 3000;

/** How long a client tries to reach a site whose processes are halted or gone, in seconds. */
const connectToNobody = 1;

const noAnswer = { role: 'unreachable', content: 'unreachable', status: 'unreachable' } as const;

/** What the parent of a cloned image is called. */
export const parentPlace = (place: ImagePlace): ImagePlace => ({
  ...place,
  image: `${place.image}-parent`,
});

/** Null where some of it is held back. */
const contentOf = (seen: NonNullable<z.infer<typeof sightSchema>>['content']): Content => {
  if (seen === null) return 'unreachable';
  return seen.corrupt.length === 0 ? seen.found : 'corrupt';
};

/** Where writes were made that an image was made with. */
interface Origin {
  readonly image: string;
  readonly highest: number;
}

/** One image at one site of the lab, as a client there sees it. */
export class CephImage {
  readonly #lab: Lab;
  readonly #site: LabSite;
  readonly #place: ImagePlace;
  #words: string | undefined;

  constructor(lab: Lab, site: Site, place: ImagePlace) {
    this.#lab = lab;
    this.#site = lab.sites[site];
    this.#place = place;
  }

  /** Does an operation of the site agent on the image; throws on what no cluster answers. */
  async act(op: string, args: object = {}, deadline = hangMs): Promise<Answer> {
    const { agent } = this.#site;
    const asked = { ...this.#place, ...args };
    return this.#answer(op, await agent.ask(op, asked, deadline, this.#connect()));
  }

  /** As `act`, but kills the client `after` so many milliseconds, if it has no answer by then. */
  async interrupt(op: string, args: object, after: number): Promise<Answer> {
    const { agent } = this.#site;
    // What is to be interrupted is the operation, not the coming about of its connection.
    if (this.#site.state() === 'up') await agent.ask('ping', {}, connectMs);
    const asked = { ...this.#place, ...args };
    const reply = await agent.interrupt(op, asked, after, this.#connect());
    return reply === undefined ? 'INTERRUPTED' : this.#answer(op, reply);
  }

  /** What the last client that crashed here had to say. */
  get words(): string | undefined {
    return this.#words;
  }

  /** The client of a site that is down has to find out by itself; it only need not try for long. */
  #connect(): number | undefined {
    return this.#site.state() === 'up' ? undefined : connectToNobody;
  }

  #answer(op: string, reply: Reply): Answer {
    // Who is not let in hears of it in time, or does not: it is the same.
    if (reply.kind === 'hang') return this.#site.partState('mon') === 'up' ? 'HANG' : 'ETIMEDOUT';
    if (reply.kind === 'ok') return 'ok';
    if (reply.error.class === 'CRASH') this.#words = reply.error.message;
    if (/^(E[A-Z0-9]+|CRASH)$/.test(reply.error.class)) return reply.error.class;
    throw new TargetFailure(`${op} at site ${this.#site.name}: ${reply.error.message}`);
  }

  /** See Pair.role. */
  async role(): Promise<Role | 'unreachable'> {
    return (await this.#look('role', {}, roleSchema)) ?? 'unreachable';
  }

  /**
   * See Pair.sight. Looks at the places of the writes numbered up to `highest`. Those of `origins`, each up to its own
   * highest, were made to other images, of which this one was made.
   */
  async sight(highest: number, origins: readonly Origin[] = []): Promise<FullSight> {
    const made = origins.map((origin) => [origin.image, origin.highest]);
    const seen = await this.#look('look', { highest, origins: made }, sightSchema);
    if (seen === undefined || seen === null) return this.#noSight();
    if (seen.role === 'absent' || seen.role === 'trashed') return this.#noSight();
    const { role, content, shape, status: stored } = seen;
    // Asked only where it matters: a daemon that waits for its peer answers nobody.
    const untold = statusLost(stored);
    const status = statusKind(stored, untold ? await this.#replayer() : undefined);
    return { role, content: contentOf(content), shape, status, ...(untold && { untold }) };
  }

  /** Where there is no image to be seen, or none that can be reached. */
  async #noSight(): Promise<FullSight> {
    const role = await this.role();
    const there = role !== 'absent' && role !== 'trashed';
    if (there) return noAnswer;
    const left = role === 'absent' ? await this.#look('leftovers', {}, names) : undefined;
    return { role, content: 'absent', status: 'none', ...(left && { left }) };
  }

  /** The clients that the site's cluster has blocked; undefined where it does not answer. */
  async blocked(): Promise<readonly string[] | undefined> {
    return this.#look('blocked', {}, names);
  }

  /** Whether neither the pool nor its trash holds anything of the image. */
  async gone(): Promise<boolean> {
    return (await this.#look('gone', {}, z.boolean())) ?? false;
  }

  /** The features of the image, as bits; undefined where there is none. */
  async features(): Promise<number | undefined> {
    return this.#look('features', {}, z.int());
  }

  /** See Pair.newestSnapshot. */
  async newestSnapshot(): Promise<number> {
    return (await this.#look('newest_snapshot', {}, z.int())) ?? 0;
  }

  /** Whether some client has the image open, a dead one included until its watch has expired. */
  async watched(): Promise<boolean> {
    return ((await this.#look('watchers', {}, names)) ?? []).length > 0;
  }

  /** See Pair.evidence. */
  async evidence(): Promise<unknown> {
    if (this.#site.state() !== 'up') return 'unreachable';
    const reply = await this.#site.agent.ask('evidence', this.#place, evidenceMs);
    const replayer = await this.#replayer();
    if (reply.kind === 'hang') return { image: 'no answer', replayer };
    return { image: reply.kind === 'ok' ? reply.value : reply.error.message, replayer };
  }

  /** Undefined when the site does not answer, or the image went away under the look. */
  async #look<Found>(
    op: string,
    args: object,
    schema: z.ZodType<Found>,
  ): Promise<Found | undefined> {
    if (this.#site.state() !== 'up') return undefined;
    const reply = await this.#site.agent.ask(op, { ...this.#place, ...args });
    if (reply.kind === 'ok') return schema.parse(reply.value);
    if (reply.kind === 'hang' || /^(ETIMEDOUT|ENOENT)$/.test(reply.error.class)) return undefined;
    throw new TargetFailure(`${op} at site ${this.#site.name}: ${reply.error.message}`);
  }

  /** The state of the daemon's replayer; undefined if no daemon, or none for the image, answers. */
  async #replayer(): Promise<string | undefined> {
    try {
      return await replayerState(this.#lab.folder, this.#site.name, this.#place);
    } catch {
      return undefined;
    }
  }
}
