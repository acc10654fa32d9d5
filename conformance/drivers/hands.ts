import type { Site } from '../../model/site.ts';
import type { Answer } from '../target.ts';
import type { Clusters, HandCommand } from './clusters.ts';
import type { HandDone } from './record.ts';

/** Does things to images by hand, and keeps what was done and what it came to. */
export class Hands {
  readonly done: HandDone[] = [];
  readonly #clusters: Clusters;

  constructor(clusters: Clusters) {
    this.#clusters = clusters;
  }

  /** See Clusters.byHand. */
  async give(site: Site, image: string, command: HandCommand): Promise<Answer> {
    const answer = await this.#clusters.byHand(site, image, command);
    this.done.push({ site, image, command, answer });
    return answer;
  }
}
