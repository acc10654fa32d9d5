import { setTimeout as delay } from 'node:timers/promises';
import type { Site } from '../../model/site.ts';
import { Agent } from '../lab/agent.ts';
import type { Lab } from '../lab/lab.ts';
import type { ImagePlace } from '../lab/layout.ts';
import { type Answer, TargetFailure, type WrittenThrough } from '../target.ts';

/** Milliseconds between two writes: a demotion takes 50 to 250, and is to meet a write. */
const pace = { least: 10, most: 30 } as const;

/** Longer than a write waits for the watch of a dead client to end. */
const patience = 20_000;

/** A client of its own at a site, which holds an image open and writes to it. */
export class CephWriter {
  readonly #agent: Agent;
  readonly #place: ImagePlace;

  constructor(lab: Lab, site: Site, place: ImagePlace) {
    this.#agent = new Agent(lab.folder, site);
    this.#place = place;
  }

  /**
   * Does `demote` once the first of these writes is acknowledged, and goes on with the others until
   * one is refused; then holds the image open until `demote` has an answer.
   */
  async through(
    demote: () => Promise<Answer>,
    numbers: readonly number[],
    random: () => number,
  ): Promise<WrittenThrough> {
    const [first, ...others] = numbers;
    try {
      const opened = (await this.#ask('writer_open')) && first !== undefined;
      if (!opened) return { answer: await demote(), begun: 0, acknowledged: 0 };
      if (!(await this.#ask('writer_write', { number: first }))) {
        return { answer: await demote(), begun: 1, acknowledged: 0 };
      }
      const demoted = demote();
      const acknowledged = 1 + (await this.#writeOn(others, random));
      const begun = Math.min(acknowledged + 1, numbers.length);
      return { answer: await demoted, begun, acknowledged };
    } finally {
      await this.#ask('writer_close');
      await this.#agent.stop();
    }
  }

  async #writeOn(numbers: readonly number[], random: () => number): Promise<number> {
    for (const [done, number] of numbers.entries()) {
      await delay(pace.least + random() * (pace.most - pace.least));
      if (!(await this.#ask('writer_write', { number }))) return done;
    }
    return numbers.length;
  }

  /** Whether the client was served; what it was refused does not matter. */
  async #ask(op: string, args: object = {}): Promise<boolean> {
    const reply = await this.#agent.ask(op, { ...this.#place, ...args }, patience);
    if (reply.kind === 'hang') throw new TargetFailure(`a client that ${op} asks has no answer`);
    return reply.kind === 'ok';
  }
}
