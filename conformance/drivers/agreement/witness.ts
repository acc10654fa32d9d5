import { z } from 'zod';
import type { Fault } from '../../../model/events.ts';
import { type Mode, sites } from '../../../model/site.ts';
import type { Stepper } from '../../../model/stepper.ts';
import { BoundMet } from '../../oracle/bound.ts';
import { Oracle } from '../../oracle/oracle.ts';
import type { FullSight } from '../../target.ts';
import type { Contradiction } from '../../verdict.ts';
import type { LibraryCall } from '../protocol.ts';
import type { HandDone, VolumeSight } from '../record.ts';
import { askedOf } from './asked.ts';

/** How an image ends to be followed: it did what the model does not allow, or went where it does not reach. */
export type Lost =
  | ({ readonly kind: 'disagreement'; readonly by: string } & Contradiction)
  | { readonly kind: 'unfollowed'; readonly reason: string };

/** Roles that a real image can be seen in between two others; they mean something only where they stay. */
const passing = /^(creating|disabling|unreachable)$/;

/** A copy in the making is there before it is known to be one. */
const isBareCopy = (role: FullSight['role'], content: FullSight['content']): boolean =>
  role === 'unmirrored' && typeof content === 'object' && content.length === 0;

/** Whether a call shows a copy whose mirroring is being ended, as a daemon does before it deletes one. */
const isDeletion = ({ call, value }: LibraryCall): boolean =>
  call === 'mirror_image_get_info' && endingSchema.safeParse(value).success;

/** RBD_MIRROR_IMAGE_DISABLING. */
const endingSchema = z.object({ state: z.literal(0) });

/** Follows the image of one volume with an oracle, by what was asked of it and what was seen. */
export class Witness {
  readonly #oracle: Oracle;
  readonly #mode: Mode;
  #edits = 0;
  /** The sites whose mirror daemon was seen to be deleting its copy. */
  readonly #deleting = new Set<string>();
  #lost: Lost | undefined;

  /** `faults` struck, or ended, before the image was made. */
  constructor(model: Stepper, mode: Mode, faults: readonly Fault[]) {
    this.#oracle = new Oracle(model);
    this.#mode = mode;
    for (const fault of faults) this.#oracle.fault(fault);
  }

  /** Why the image is not followed any more; undefined where it is. */
  get lost(): Lost | undefined {
    return this.#lost;
  }

  /** A driver called librbd. */
  called(call: LibraryCall): void {
    if (isDeletion(call)) this.#deleting.add(call.site);
    const asked = askedOf(call, this.#mode);
    if (asked === undefined) return;
    if (asked === 'unknown') {
      this.unfollow(`${call.call} ended in ${call.error ?? 'nothing'}`);
      return;
    }
    const { command, site, edit } = asked;
    // The model's daemons delete a copy at once; real ones can be forestalled by whoever removes it meanwhile
    // (rbd_mirror image_deleter/TrashMoveRequest.cc). Either way it is gone.
    const forestalled = call.call === 'remove' && this.#deleting.has(site);
    const answer = forestalled && asked.answer === 'ok' ? 'ENOENT' : asked.answer;
    if (edit) this.#edits += 1;
    const number = edit ? this.#edits : undefined;
    this.#ask(`${call.call} at ${site}`, () => this.#oracle.command(command, site, answer, number));
  }

  /** An operator, or a repair, did something to the image. */
  handled({ site, command, answer }: HandDone): void {
    const by = `${command} at ${site}, by hand`;
    this.#ask(by, () => this.#oracle.command(`${command}.${site}`, site, answer));
  }

  /** A client wrote to the image. */
  wrote(site: 'a' | 'b', answer: string, number: number): void {
    this.#ask(`write ${number} at ${site}`, () =>
      this.#oracle.command(`write.${site}`, site, answer, number),
    );
  }

  /** A fault struck, or ended. */
  struck(fault: Fault): void {
    this.#ask(fault, () => {
      this.#oracle.fault(fault);
      return undefined;
    });
  }

  /** The image was looked at, at both sites; `rest` where nothing was left for the daemons to do. */
  looked(sight: VolumeSight, rest: boolean): void {
    for (const site of sites) {
      const { role, content } = sight[site];
      if (!rest && (passing.test(role) || isBareCopy(role, content))) continue;
      this.#ask(`a look at ${site}`, () => this.#oracle.saw(site, { role, content }));
    }
    if (!rest) return;
    const [a, b] = sites.map((site) => {
      const { role, content, status, untold } = sight[site];
      return { role, content, ...(untold !== true && { status }) };
    });
    this.#ask('rest', () => {
      const sights = { a: a ?? {}, b: b ?? {} };
      return this.#oracle.settles(sights, false) ? undefined : this.#oracle.unsettled(sights);
    });
  }

  /** Nothing more is known of the image. */
  unfollow(reason: string): void {
    this.#lost ??= { kind: 'unfollowed', reason };
  }

  #ask(by: string, judge: () => Contradiction | undefined): void {
    if (this.#lost !== undefined) return;
    try {
      const wrong = judge();
      if (wrong) this.#lost = { kind: 'disagreement', by, ...wrong };
    } catch (error) {
      if (!(error instanceof BoundMet)) throw error;
      this.unfollow(error.message);
    }
  }
}
