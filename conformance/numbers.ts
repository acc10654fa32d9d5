import { isEdit } from '../scenarios/events.ts';
import { type Step, writingMax } from '../scenarios/step.ts';

/** Numbers the writes and the edits of a run, so that each is recognised in what an image shows. */
export class Numbers {
  #writes = 0;
  #edits = 0;

  /** The number of a write or an edit, used up; what a clone shows of its parent is write 0. */
  of(step: Step): number | undefined {
    if (step.do === 'clone') return 0;
    if (step.do === 'write') {
      this.#writes += 1;
      return this.#writes;
    }
    if (!isEdit(step)) return undefined;
    this.#edits += 1;
    return this.#edits;
  }

  /** The numbers of all writes that a demotion may meet; none is used up yet. */
  nextWrites(): number[] {
    return Array.from({ length: writingMax }, (_, index) => this.#writes + 1 + index);
  }

  /** So many of the next writes were begun. */
  use(begun: number): void {
    this.#writes += begun;
  }
}
