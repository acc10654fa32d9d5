import { type Site, sites } from '../../../model/site.ts';
import type { Lane } from './lanes.ts';
import type { Picture } from './picture.ts';
import { alike, byTime, narrowest } from './scale.ts';

/** Where a lane is, in pixels from the top. */
export type Placed = { readonly lane: Lane; readonly top: number; readonly height: number };

/** Where everything is in the picture of a run, in pixels. */
export type Layout = {
  /** Where a moment begins; the last one has room after it. */
  readonly x: (moment: number) => number;
  /** How wide every moment is at least: what is marked of one lies within, from where it begins on. */
  readonly column: number;
  readonly width: number;
  readonly height: number;
  readonly lanes: readonly Placed[];
  /** Where the titles of groups of lanes are. */
  readonly titles: readonly { readonly text: string; readonly site?: Site; readonly top: number }[];
  /** How far the lines of two writes are apart. */
  readonly pitch: number;
};

/** The height of the head, with the numbers of steps. */
export const headHeight = 40;
/** The height of a site's title, in which the names of its faults stand. */
export const titleHeight = 20;
const laneHeight = 24;
const gap = 12;
/** The height of the foot, with the time. */
export const footHeight = 20;

/** Lays out a picture in a width that there is: its moments all alike, or to the scale of time. */
export function layoutOf(
  { lanes, columns, writes }: Picture,
  available: number,
  toScale: boolean,
): Layout {
  const starts = toScale ? byTime(columns, available) : alike(columns, available);
  const width = starts.at(-1) ?? 0;
  const x = (moment: number) => starts[moment] ?? width;
  const column = toScale ? narrowest : x(1);
  const pitch = writes <= 8 ? 9 : Math.max(4, Math.floor(80 / writes));
  const placed: Placed[] = [];
  const titles: Layout['titles'][number][] = [];
  let top = headHeight;
  for (const lane of lanes) {
    if (lane.title !== undefined) {
      titles.push({ text: lane.title, ...(lane.site && { site: lane.site }), top });
      top += titleHeight;
    }
    if (lane.name === 'link') top += gap;
    const height = lane.name === 'writes' ? Math.max(laneHeight, writes * pitch + 8) : laneHeight;
    placed.push({ lane, top, height });
    top += height + (lane.name === 'link' ? gap : 0);
  }
  return {
    ...{ x, width, column, pitch, titles, lanes: placed },
    height: top + footHeight,
  };
}

/** From the top of a site's first lane to the end of its last. */
export function spanOf(
  { lanes }: Layout,
  site: Site | undefined,
  [first, last]: readonly [string, string],
): { readonly top: number; readonly height: number } {
  const named = (name: string) =>
    lanes.find(({ lane }) => lane.name === name && lane.site === site);
  const [one, other] = [named(first), named(last)];
  if (one === undefined || other === undefined) return { top: 0, height: 0 };
  return { top: one.top, height: other.top + other.height - one.top };
}

/** The lane of a site's writes. */
export const writesLanes = ({ lanes }: Layout): readonly (Placed & { readonly site: Site })[] =>
  sites.flatMap((site) =>
    lanes
      .filter(({ lane }) => lane.site === site && lane.name === 'writes')
      .map((placed) => ({ ...placed, site })),
  );

/** The moment that is at a place, in pixels from the left. */
export function momentAt({ x }: Layout, left: number, last: number): number {
  let moment = 0;
  while (moment < last && x(moment + 1) <= left) moment += 1;
  return moment;
}
