import { z } from 'zod';
import type { Fault, ImageCommandName, ParentCommandName } from '../../../model/events.ts';
import { type Mode, type Site, sites } from '../../../model/site.ts';
import type { Stepper } from '../../../model/stepper.ts';
import { BoundMet } from '../../oracle/bound.ts';
import { Oracle } from '../../oracle/oracle.ts';
import type { Content, FullSight } from '../../target.ts';
import type { Contradiction } from '../../verdict.ts';
import type { LibraryCall } from '../protocol.ts';
import type { HandDone, VolumeSight } from '../record.ts';
import { askedOf, isSyncPoint } from './asked.ts';

/** How an image ends to be followed: it did what the model does not allow, or went where it does not reach. */
export type Lost =
  | ({ readonly kind: 'disagreement'; readonly by: string } & Contradiction)
  | { readonly kind: 'unfollowed'; readonly reason: string };

/** Roles that a real image can be seen in between two others; they mean something only where they stay. */
const passing = /^(creating|disabling|unreachable)$/;

/** Whether a call shows a copy whose mirroring is being ended, as a daemon does before it deletes one. */
const isDeletion = ({ call, value }: LibraryCall): boolean =>
  call === 'mirror_image_get_info' && endingSchema.safeParse(value).success;

/** RBD_MIRROR_IMAGE_DISABLING. */
const endingSchema = z.object({ state: z.literal(0) });

/** Whether a call took away what a mirror daemon left behind: the snapshot that a sync began at. */
const freesSyncPoint = ({ call, args, error }: LibraryCall): boolean =>
  call === 'remove_snap' && error === undefined && isSyncPoint(args[0]);

/** What the model has a parent told, by what librbd was. */
const parentCommands: ReadonlyMap<string, ParentCommandName> = new Map([
  ['mirror_image_enable', 'parent-enable'],
  ['mirror_image_disable', 'parent-disable'],
]);

/** Follows the image of one volume with an oracle, by what was asked of it and what was seen. */
export class Witness {
  readonly #oracle: Oracle;
  readonly #mode: Mode;
  #edits = 0;
  /** The sites whose mirror daemon was seen to be deleting its copy. */
  readonly #deleting = new Set<string>();
  /** The sites where somebody but a daemon took a sync point away, of which the model knows nothing. */
  readonly #freed = new Set<string>();
  /** The site where mirroring was ended by force, by the last command. */
  #endedByForce: Site | undefined;
  /** Of a clone: where it was made, and whether it was mirrored before it was flattened. */
  #clone: { readonly site: Site; mirrored: boolean; snapped: boolean } | undefined;
  /** The writes that showed through from its parent when it was cloned. */
  #shown: readonly number[] = [];
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

  /** The image was made whole at a site, with these writes in it; `journaled` with the feature for that. */
  made(site: Site, writes: readonly number[], journaled: boolean): void {
    this.#given('create', site);
    for (const write of writes) this.wrote(site, 'ok', write);
    if (journaled) this.#given('journaling-on', site);
  }

  /** The image was cloned at a site, where these writes show through; `mirrored` says whether its parent is. */
  cloned(site: Site, shown: readonly number[], mirrored: boolean): void {
    this.#clone = { site, mirrored: false, snapped: false };
    this.#shown = shown;
    // What shows through is one write to the model, and none where nothing can be seen of it.
    this.#given('clone', site, shown.length > 0 ? 0 : undefined);
    if (mirrored) this.#given('parent-enable', site);
  }

  /** Something was done to what the image was cloned from. */
  parentCalled(call: string, site: Site): void {
    if (this.#clone === undefined) return;
    const command = parentCommands.get(call);
    if (call === 'mirror_image_resync') this.unfollow('its parent was copied anew');
    if (command === undefined) return;
    if (site === this.#clone.site) this.#given(command, site);
    else this.unfollow('its parent was changed where it was not made');
  }

  /** A driver called librbd. */
  called(call: LibraryCall): void {
    if (isDeletion(call)) this.#deleting.add(call.site);
    if (freesSyncPoint(call)) this.#freed.add(call.site);
    if (call.call === 'remove' && this.#freed.has(call.site)) {
      this.unfollow('what a sync had left behind was taken away by hand');
    }
    const asked = askedOf(call, this.#mode);
    if (asked === undefined) return;
    if (asked === 'unknown') {
      this.unfollow(`${call.call} ended in ${call.error ?? 'nothing'}`);
      return;
    }
    const { command, site, edit } = asked;
    if (asked.answer === 'ENOENT' && call.call === 'remove' && this.#endedByForce === site) {
      this.unfollow('its mirroring was ended by force while its daemon was deleting it');
    }
    this.#endedByForce = command === `disable-force.${site}` ? site : undefined;
    // The model's daemons delete a copy at once; real ones can be forestalled by whoever removes it meanwhile
    // (rbd_mirror image_deleter/TrashMoveRequest.cc). Either way it is gone.
    const forestalled = call.call === 'remove' && this.#deleting.has(site);
    // What needs its lock has EROFS where the cluster is silent, if the image was opened before (sim/clusters/silent.ts).
    const silent = asked.answer === 'EROFS' && this.#oracle.allowsRole(site, 'unreachable');
    const came = silent ? 'ETIMEDOUT' : asked.answer;
    const answer = forestalled && came === 'ok' ? 'ENOENT' : came;
    if (edit) this.#edits += 1;
    const number = edit ? this.#edits : undefined;
    this.#ask(`${call.call} at ${site}`, () => this.#oracle.command(command, site, answer, number));
    if (answer !== 'ok' || this.#clone === undefined) return;
    if (call.call === 'mirror_image_enable') this.#clone.mirrored = true;
    if (call.call === 'create_snap') this.#clone.snapped = true;
    // By the feature deep-flatten, of which the model knows nothing (cls_rbd, remove_parent).
    if (call.call === 'flatten' && this.#clone.snapped) {
      this.unfollow('its snapshots were parted from its parent as well');
    }
    // One that was never mirrored as a clone is an image like any other from now on.
    if (call.call === 'flatten' && !this.#clone.mirrored) this.#clone = undefined;
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
      const { role } = sight[site];
      if (!rest && (passing.test(role) || this.#isBareCopy(sight[site]))) continue;
      const content = this.#contentIn(sight[site].content);
      this.#ask(`a look at ${site}`, () => this.#oracle.saw(site, { role, ...content }));
    }
    // When a clone comes to rest depends on where its parent is, of which its model knows nothing.
    if (!rest || this.#clone !== undefined) return;
    const [a, b] = sites.map((site) => {
      const { role, content, status, untold } = sight[site];
      return { role, ...this.#contentIn(content), ...(untold !== true && { status }) };
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

  #given(name: ImageCommandName, site: Site, number?: number): void {
    this.#ask(name, () => this.#oracle.command(`${name}.${site}`, site, 'ok', number));
  }

  /** A copy in the making is there before it is known to be one. */
  #isBareCopy({ role, content }: FullSight): boolean {
    if (role !== 'unmirrored' || typeof content === 'string') return false;
    return content.every((write) => this.#shown.includes(write));
  }

  /** What the model has of a content: what shows through is its write 0; nothing, where that is there in part. */
  #contentIn(content: Content): { readonly content?: Content } {
    if (typeof content === 'string' || this.#shown.length === 0) return { content };
    const own = content.filter((write) => !this.#shown.includes(write));
    const through = content.length - own.length;
    if (through === 0) return { content: own };
    return through === this.#shown.length ? { content: [0, ...own] } : {};
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
