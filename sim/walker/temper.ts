import { isCommand, isFault, nameOf } from '../../model/events.ts';
import { strikeNames } from '../../model/fault-ends.ts';

/** Draws a number from 0 to 1. */
export type Random = () => number;

/** How a walk leans: drawn once for each, so that one has much of a little, not a little of everything. */
export interface Temper {
  /** The commands that it gives, by number; what is wanted more stands there more often. */
  readonly commands: readonly number[];
  /** The faults that strike, likewise, and the ends of all. */
  readonly faults: readonly number[];
  /** How likely the daemons act before anything else does. */
  readonly pace: number;
  /** How likely a step is a fault, or the end of one. */
  readonly striking: number;
  /** So many faults under way at once, at most. */
  readonly atOnce: number;
  /** How likely the client of a command is killed midway. */
  readonly killing: number;
}

/** How often the commands of a failover are wanted, and what brings an image into being. */
const usual: Readonly<Record<string, number>> = {
  create: 6,
  enable: 6,
  write: 5,
  snapshot: 5,
  promote: 6,
  'promote-force': 4,
  demote: 5,
  resync: 4,
  disable: 1,
  remove: 1,
};

/** Without these there is no image to fail over. */
const needed: ReadonlySet<string> = new Set(['create', 'enable']);

/** What makes an image; where it does, the other site gets its copy by mirroring alone. */
const makers: ReadonlySet<string> = new Set(['create', 'clone', 'restore']);

/** An event that a walk can choose, and how often it is wanted where it is. */
type Choice = {
  readonly number: number;
  readonly name: string;
  readonly isFault: boolean;
  readonly times: number;
  /** The site of an event that makes an image. */
  readonly makes: string | undefined;
};

const strikes: ReadonlySet<string> = new Set(strikeNames);

/**
 * Draws how walks lean. What is rare is left out of most, what is usual of few (Groce et al., "Swarm
 * Testing", ISSTA 2012); in most only one site makes an image.
 */
export class Tempers {
  readonly #choices: readonly Choice[];
  /** The names of events, each with how likely it is in a walk; undefined for what is rare. */
  readonly #likely: ReadonlyMap<string, number | undefined>;

  /** For a machine with these events, numbered as they stand here. */
  constructor(events: readonly string[]) {
    this.#choices = events.flatMap((event, number) => choiceOf(event, number));
    this.#likely = new Map(this.#choices.map(({ name }) => [name, likely(name)]));
  }

  draw(random: Random): Temper {
    const rare = among([0, 0.05, 0.25], random);
    const left = new Set<string>();
    for (const [name, usual] of this.#likely) if (random() >= (usual ?? rare)) left.add(name);
    const other = random() < 0.1 ? undefined : random() < 0.5 ? 'a' : 'b';
    const commands: number[] = [];
    const faults: number[] = [];
    for (const { number, name, isFault, times, makes } of this.#choices) {
      if (left.has(name) || (makes !== undefined && makes === other)) continue;
      for (let count = 0; count < times; count += 1) (isFault ? faults : commands).push(number);
    }
    return {
      commands,
      faults,
      pace: among([0.1, 0.35, 0.6, 0.85], random),
      striking: among([0, 0.06, 0.2], random),
      killing: among([0, 0, 0.1, 0.3], random),
      atOnce: among([1, 1, 2], random),
    };
  }
}

function choiceOf(event: string, number: number): Choice[] {
  const name = nameOf(event);
  if (!isCommand(event) && !isFault(event)) return [];
  const makes = makers.has(name) ? event.slice(-1) : undefined;
  return [{ number, name, isFault: isFault(event), times: usual[name] ?? 1, makes }];
}

/** How likely what has a name is in a walk; undefined for what is rare. */
function likely(name: string): number | undefined {
  const isEnd = (isFault(name) || isFault(`${name}.a`)) && !strikes.has(name);
  if (isEnd || needed.has(name)) return 1;
  if (strikes.has(name)) return 0.35;
  return name in usual ? 0.85 : undefined;
}

const among = (values: readonly number[], random: Random): number =>
  values[Math.floor(random() * values.length)] ?? 0;
