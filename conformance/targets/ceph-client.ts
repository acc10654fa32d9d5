import { z } from 'zod';
import type { Site } from '../../model/site.ts';
import type { Role, Status } from '../../model/views.ts';
import type { Lab } from '../lab/lab.ts';
import { pool, siteFiles } from '../lab/layout.ts';
import type { LabSite } from '../lab/site.ts';
import { askDaemon } from '../lab/socket.ts';
import { type Answer, type Content, TargetFailure } from '../target.ts';
import { statusKind, statusLost, storedSchema } from './ceph-status.ts';

const roleSchema = z.enum(['absent', 'unmirrored', 'creating', 'primary', 'nonprimary']);
const readSchema = z.object({ found: z.array(z.int()), corrupt: z.array(z.int()) });
const replayerSchema = z.object({ state: z.string() });

/** An operation that gives no answer for so long hangs: the slowest waits 5 s for a dead watch. */
const hangMs = 30_000;

/** One image at one site of the lab, as a client there sees it. */
export class CephImage {
  readonly #lab: Lab;
  readonly #site: LabSite;
  readonly #image: string;

  constructor(lab: Lab, site: Site, image: string) {
    this.#lab = lab;
    this.#site = lab.sites[site];
    this.#image = image;
  }

  /** Does an operation of the site agent on the image; throws on what no cluster answers. */
  async act(op: string, args: object = {}, deadline = hangMs): Promise<Answer> {
    const reply = await this.#site.agent.ask(op, { image: this.#image, ...args }, deadline);
    if (reply.kind === 'hang') return 'HANG';
    if (reply.kind === 'ok') return 'ok';
    if (/^E[A-Z0-9]+$/.test(reply.error.class)) return reply.error.class;
    throw new TargetFailure(`${op} at site ${this.#site.name}: ${reply.error.message}`);
  }

  /** See Pair.role. */
  async role(): Promise<Role | 'unreachable'> {
    return (await this.#look('role', {}, roleSchema)) ?? 'unreachable';
  }

  /** See Pair.status. */
  async status(): Promise<Status | 'unreachable'> {
    const stored = await this.#look('status', {}, storedSchema);
    if (stored === undefined) return 'unreachable';
    // Asked only where it matters: a daemon that waits for its peer answers nobody.
    return statusKind(stored, statusLost(stored) ? await this.#replayer() : undefined);
  }

  /** See Pair.content. Looks at the places of the writes numbered up to `highest`. */
  async content(highest: number): Promise<Content> {
    const role = await this.role();
    if (role === 'absent' || role === 'unreachable') return role;
    const read = await this.#look('read', { highest }, readSchema);
    if (!read) return (await this.role()) === 'absent' ? 'absent' : 'unreachable';
    return read.corrupt.length === 0 ? read.found : 'corrupt';
  }

  /** Whether neither the pool nor its trash holds anything of the image. */
  async gone(): Promise<boolean> {
    return (await this.#look('gone', {}, z.boolean())) ?? false;
  }

  /** What lies behind a result, for the record of a failure. */
  async evidence(): Promise<unknown> {
    return this.#look('evidence', {}, z.unknown());
  }

  /** Undefined when the site does not answer, or the image went away under the look. */
  async #look<Found>(
    op: string,
    args: object,
    schema: z.ZodType<Found>,
  ): Promise<Found | undefined> {
    if (this.#site.state() !== 'up') return undefined;
    const reply = await this.#site.agent.ask(op, { image: this.#image, ...args });
    if (reply.kind === 'ok') return schema.parse(reply.value);
    if (reply.kind === 'hang' || /^(ETIMEDOUT|ENOENT)$/.test(reply.error.class)) return undefined;
    throw new TargetFailure(`${op} at site ${this.#site.name}: ${reply.error.message}`);
  }

  /** The state of the daemon's replayer; undefined if no daemon, or none for the image, answers. */
  async #replayer(): Promise<string | undefined> {
    const socket = siteFiles(this.#lab.folder, this.#site.name).socket('mirror');
    try {
      const answer = await askDaemon(socket, `rbd mirror status ${pool}/${this.#image}`);
      return replayerSchema.safeParse(answer).data?.state;
    } catch {
      return undefined;
    }
  }
}
