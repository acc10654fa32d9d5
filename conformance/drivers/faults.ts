import { type Fault, isFault } from '../../model/events.ts';
import { type Site, sites } from '../../model/site.ts';
import type { FaultStep } from '../../scenarios/events.ts';
import type { VolumeStep } from '../../scenarios/volumes/step.ts';

/** What ends every fault that a volume scenario can strike; see Clusters.mend. */
export const faultEnds: readonly Fault[] = [
  'heal',
  ...sites.flatMap((site) => [`start-site.${site}`, `start-daemon.${site}`] as const),
];

/** The model's name of what a step strikes, or ends; undefined for a step that does neither. */
export function faultOf(step: VolumeStep | FaultStep): Fault | undefined {
  const event = 'site' in step ? `${step.do}.${step.site}` : step.do;
  return isFault(event) ? event : undefined;
}

/** The fault, or the end of one, that a step is; undefined for any other. */
export function faultStepIn(step: VolumeStep): FaultStep | undefined {
  switch (step.do) {
    case 'cut':
    case 'heal':
    case 'stop-site':
    case 'kill-site':
    case 'start-site':
    case 'stop-daemon':
    case 'kill-daemon':
    case 'start-daemon':
      return step;
    default:
      return undefined;
  }
}

/** Which faults are under way. */
export class Faults {
  readonly #down = new Set<Site>();
  readonly #idle = new Set<Site>();
  #cut = false;

  /** A fault strikes, or ends. */
  note(step: FaultStep): void {
    if (step.do === 'cut') this.#cut = true;
    else if (step.do === 'heal') this.#cut = false;
    else if (step.do === 'stop-site') this.#down.add(step.site);
    else if (step.do === 'kill-site') {
      this.#down.add(step.site);
      this.#idle.add(step.site);
    } else if (step.do === 'start-site') this.#down.delete(step.site);
    else if (step.do === 'stop-daemon' || step.do === 'kill-daemon') this.#idle.add(step.site);
    else if (step.do === 'start-daemon') this.#idle.delete(step.site);
  }

  /** Every fault has ended. */
  clear(): void {
    this.#down.clear();
    this.#idle.clear();
    this.#cut = false;
  }

  /** Whether no fault is under way. */
  get calm(): boolean {
    return !this.#cut && this.#down.size === 0 && this.#idle.size === 0;
  }

  /** Whether the link is cut. */
  get isCut(): boolean {
    return this.#cut;
  }

  /** Whether a site answers its clients. */
  serves(site: Site): boolean {
    return !this.#down.has(site);
  }

  /** The same of both. */
  serving(): Readonly<Record<Site, boolean>> {
    return { a: this.serves('a'), b: this.serves('b') };
  }
}
