import { type Command, type Fault, siteOf } from '../../model/events.ts';
import { eventsMax, eventsOf, type History, newest, only, upTo } from '../../model/history.ts';
import type { Outcome } from '../../model/outcome.ts';
import { shapeOf } from '../../model/shape.ts';
import { type Mode, peerOf, type Site, sites } from '../../model/site.ts';
import { type PairState, readAt, roleAt, type StatusView } from '../../model/views.ts';
import type { SimulatedPair } from '../simulated-pair.ts';
import { changed, defaultFeatures, feature, nonPrimaryFeature } from './features.ts';
import type { Making, Parent } from './making.ts';
import { mirrorUuid } from './mirror-uuid.ts';
import { RemovedSnapshots, type SnapshotEnd } from './removed-snapshots.ts';
import { type Told, toldAtEnd, toldNow } from './told.ts';

/** A snapshot as a client lists it. */
export type ListedSnapshot = {
  readonly id: number;
  readonly name: string;
  readonly size: number;
  readonly protected: boolean;
  /** Of a mirror snapshot only. */
  readonly mirror?: {
    readonly state: 'primary' | 'primary-demoted' | 'non-primary' | 'non-primary-demoted';
    /** Of a copy: whose it is one of, and which. */
    readonly primaryUuid: string;
    readonly primarySnapshot: number;
    readonly complete: boolean;
  };
};

/** What all images of two simulated clusters have in common: how they are mirrored, and what users are told of it. */
export interface Kind {
  readonly mode: Mode;
  readonly status: StatusView;
}

/** One image of two simulated clusters, with what the model keeps nothing of: names, sizes, features. */
export class SimulatedImage {
  readonly pair: SimulatedPair;
  readonly mode: Mode;
  readonly #status: StatusView;
  readonly #first: Making;
  /** What edits gave the image, by their numbers: a size, a name, the name of a snapshot. */
  readonly #sizes = new Map<number, number>();
  readonly #names = new Map<number, string>();
  readonly #metadata = new Map<number, { readonly key: string; readonly value: string }>();
  /** At which site each event happened. */
  readonly #takenAt = new Map<number, Site>();
  readonly #told = new Map<Site, Told>();
  readonly #removed = new RemovedSnapshots();
  #features: number;
  #last = 0;

  constructor(pair: SimulatedPair, { mode, status }: Kind, first: Making) {
    this.pair = pair;
    this.mode = mode;
    this.#status = status;
    this.#first = first;
    this.#features = first.features === 0 ? defaultFeatures : first.features;
  }

  /** The name that it was given when it was made. */
  get first(): string {
    return this.#first.name;
  }

  /** What it was cloned from; undefined where it was not, or is parted from it at a site. */
  parentAt(site: Site): Parent | undefined {
    return this.#shape(site).clone ? this.#first.parent : undefined;
  }

  /**
   * The writes that can be read at a site, ascending; `until` an event, as a snapshot holds them. What a clone has not
   * copied up shows through; a copy of any other image has what that was made with once it is whole.
   */
  contentAt(site: Site, until?: number): number[] {
    const { context } = this.state;
    const all = readAt(this.state, site);
    const writes = context.writes & ~context.edits.clone;
    const seen = (until === undefined ? all : upTo(all, until)) & writes;
    const own = eventsOf(seen).map((event) => this.#numberOf(event));
    const there = context[site].whole === 1 || this.#shape(site).clone;
    return there ? [...(this.#first.inherited ?? []), ...own] : own;
  }

  /** Gives a command; an edit, or a write, with the number that it is to be known by. */
  give(command: Command, number?: number): Outcome | 'full' {
    for (const site of sites) this.told(site);
    // Where there is no room for what it would record, the model says what else there is to say.
    if (this.state.context.next >= eventsMax) return 'full';
    const answer = this.pair.command(command, number);
    // Each of a command's events is the newest one after it.
    const last = this.state.context.next - 1;
    if (answer === 'ok' && !this.#takenAt.has(last)) this.#takenAt.set(last, siteOf(command));
    return answer;
  }

  /** Makes the image another size. */
  resize(site: Site, size: number): Outcome | 'full' {
    return this.#edit(`resize.${site}`, this.#sizes, size);
  }

  /** Gives the image another name. */
  rename(site: Site, name: string): Outcome | 'full' {
    return this.#edit(`rename.${site}`, this.#names, name);
  }

  /** Takes a snapshot of this name. */
  takeSnapshot(site: Site, name: string): Outcome | 'full' {
    return this.#edit(`snap-create.${site}`, this.#names, name);
  }

  /** Sets a metadata key. */
  setMetadata(site: Site, key: string, value: string): Outcome | 'full' {
    return this.#edit(`meta-set.${site}`, this.#metadata, { key, value });
  }

  /** The value of a metadata key at a site; undefined where it was not set. */
  metadataAt(site: Site, key: string): string | undefined {
    const set = eventsOf(this.#shape(site).metadata).map((event) => this.#numberOf(event));
    const found = set.map((number) => this.#metadata.get(number));
    return found.findLast((one) => one?.key === key)?.value;
  }

  #edit<Value>(command: Command, values: Map<number, Value>, value: Value): Outcome | 'full' {
    this.#last += 1;
    values.set(this.#last, value);
    return this.give(command, this.#last);
  }

  /** What the image is called at a site. */
  nameAt(site: Site): string {
    return this.#names.get(this.#numberOf(this.#shape(site).name)) ?? this.#first.name;
  }

  /** Its size there, in bytes; `until` an event, that of a snapshot. */
  sizeAt(site: Site, until?: number): number {
    return this.#sizes.get(this.#numberOf(this.#shape(site, until).size)) ?? this.#first.size;
  }

  /** Its features there, as bits. */
  featuresAt(site: Site): number {
    const role = roleAt(this.state, site);
    const mirrored = role === 'primary' || role === 'nonprimary';
    const copy = role === 'nonprimary' && this.mode === 'snapshot' ? nonPrimaryFeature : 0;
    if (this.mode === 'snapshot') return this.#features | copy;
    const journaled = mirrored || this.state.context[site].journaling === 1;
    const needed = journaled ? feature.journaling | feature.exclusiveLock : 0;
    return (this.#features & ~feature.journaling) | needed;
  }

  /** Turns features on or off. In journal mode the model knows one of them, and answers for that. */
  changeFeatures(site: Site, asked: number, on: boolean): Outcome | 'full' {
    if (roleAt(this.state, site) === 'nonprimary') return 'EROFS';
    const after = changed(this.featuresAt(site), asked, on);
    if (after === undefined) return 'EINVAL';
    if ((asked & feature.journaling) !== 0) {
      const answer = this.give(`journaling-${on ? 'on' : 'off'}.${site}`);
      if (answer !== 'ok') return answer;
    }
    this.#features = after & ~nonPrimaryFeature;
    return 'ok';
  }

  /** The snapshots that users took and did not remove, oldest first. */
  userSnapshots(site: Site): readonly ListedSnapshot[] {
    const shape = this.#shape(site);
    const kept = eventsOf(shape.snapshots).filter((event) => !this.#removed.has(event));
    return kept.map((event) => ({
      id: event + 1,
      name: this.#names.get(this.#numberOf(event)) ?? '',
      size: this.sizeAt(site, event),
      protected: (shape.protected & only(event)) !== 0 && !this.#removed.isFree(event),
    }));
  }

  /** The user's snapshot of a name; undefined where there is none. */
  snapshotNamed(site: Site, name: string): ListedSnapshot | undefined {
    return this.userSnapshots(site).find((one) => one.name === name);
  }

  /** Removes a snapshot, or ends its protection, by its number. */
  changeSnapshot(site: Site, change: SnapshotEnd, id: number): Outcome | 'full' {
    const give = (end: SnapshotEnd) => this.give(`snap-${end}.${site}`);
    if (roleAt(this.state, site) === 'nonprimary') return give(change);
    return this.#removed.change(change, id - 1, { give, shape: () => this.#shape(site) });
  }

  /** Snapshot mode: the mirror snapshots that matter at a site, and one that is being copied after them. */
  mirrorSnapshots(site: Site): readonly ListedSnapshot[] {
    if (this.mode !== 'snapshot') return [];
    const { context } = this.state;
    const { history, linked, whole, part } = context[site];
    const role = roleAt(this.state, site);
    if (role === 'primary') return eventsOf(linked).map((event) => this.#mirror(event, site));
    const last = newest(history);
    if (role !== 'nonprimary' || last < 0) return [];
    const taken = this.#mirror(last, site, whole === 1);
    const next = eventsOf(context[peerOf(site)].linked & ~history)[0];
    return part === 0 || next === undefined ? [taken] : [taken, this.#mirror(next, site, false)];
  }

  /** The mirror snapshot of an event, as it is at a site: its own, or a copy of the peer's. */
  #mirror(event: number, site: Site, complete = true): ListedSnapshot {
    const demoted = (only(event) & this.state.context.demotions) !== 0;
    const own = this.#takenAt.get(event) === site;
    const kind = own ? ('primary' as const) : ('non-primary' as const);
    const from = own
      ? { primaryUuid: '', primarySnapshot: 0 }
      : { primaryUuid: mirrorUuid(peerOf(site)), primarySnapshot: event + 1 };
    const mirror = { state: demoted ? (`${kind}-demoted` as const) : kind, complete, ...from };
    const name = `.mirror.${kind.replace('-', '_')}.${this.#first.name}.${event}`;
    return { id: event + 1, name, size: this.#first.size, protected: false, mirror };
  }

  /** What the mirror daemon of a site has told of the image. */
  told(site: Site): Told {
    const now = toldNow(this.state, site, this.#status, this.#told.get(site));
    this.#told.set(site, now);
    return now;
  }

  /** A fault strikes the clusters, or ends: what a daemon told before is kept. */
  fault(fault: Fault): void {
    for (const site of sites) {
      const before = this.told(site);
      if (fault === `stop-daemon.${site}`) this.#told.set(site, toldAtEnd(before));
    }
    this.pair.fault(fault);
  }

  /** What is so. */
  get state(): PairState {
    return this.pair.state;
  }

  #shape(site: Site, until?: number) {
    const { edits, [site]: copy } = this.state.context;
    const seen: History = copy.history & ~copy.latent;
    return shapeOf(edits, until === undefined ? seen : upTo(seen, until));
  }

  #numberOf(event: number): number {
    return event < 0 ? 0 : this.pair.numberOf(event);
  }
}
