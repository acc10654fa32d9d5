import type { SimulatedImage } from './image.ts';

/** What is new about an image, and what it is called. */
export interface Making {
  readonly name: string;
  readonly size: number;
  readonly features: number;
  /** The numbers of the writes that it has from what it was made from; none if that is left out. */
  readonly inherited?: readonly number[];
  /** What it was cloned from, and stays bound to until it is flattened. */
  readonly parent?: Parent;
}

/** A snapshot of another image. */
export interface Parent {
  readonly image: SimulatedImage;
  readonly snapshot: string;
  /** The event by which it was taken. */
  readonly event: number;
}
