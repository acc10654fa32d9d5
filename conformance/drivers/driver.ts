import type { Mode } from '../../model/site.ts';
import type { Configuration } from '../../scenarios/volumes/step.ts';
import type { Clusters } from './clusters.ts';
import { type Came, type DriverCommand, DriverProcess, type Halted } from './process.ts';
import {
  type LibraryCall,
  type Method,
  type Operation,
  operations,
  type Result,
  results,
  type SiteAccess,
} from './protocol.ts';

/** What a request came to: what its method answers, or why there is no such answer. */
export type Answered<Name extends Method> =
  | { readonly kind: 'ok'; readonly value: Result<Name> }
  | Exclude<Came, { kind: 'ok' }>;

/** What a driver is set up with. */
export interface Setup {
  readonly mode: Mode;
  readonly sites: readonly SiteAccess[];
  /** What its caller remembers as the active backend; null for the first one. */
  readonly active: string | null;
  /** Which run this is: what a driver keeps in a database of its own is kept within one. */
  readonly run: string;
  /** How it is configured; left out for the default. */
  readonly configuration?: Configuration;
}

/** How long a driver's program may take to load, in milliseconds. */
const loadMs = 60_000;

/** A driver under test. */
export class Driver {
  readonly #process: DriverProcess;
  readonly #deadline: number;
  #name = '';
  #modes: readonly Mode[] = [];
  #image = '{id}';
  #ready = false;
  #operations: ReadonlySet<string> = new Set();
  #database = false;
  #halts = false;
  #configurations: ReadonlySet<Configuration> = new Set();

  constructor(program: DriverCommand, clusters: Clusters) {
    this.#process = new DriverProcess(clusters.command(program));
    this.#deadline = clusters.deadline;
  }

  /** What it calls itself. */
  get name(): string {
    return this.#name;
  }

  /** What it calls the image of a volume. */
  imageOf(id: string): string {
    return this.#image.replace('{id}', id);
  }

  /** The modes that it mirrors in. */
  get modes(): readonly Mode[] {
    return this.#modes;
  }

  /** Whether it keeps a database of its own. */
  get keepsDatabase(): boolean {
    return this.#database;
  }

  /** Whether it can be held in the middle of a failover. */
  get halts(): boolean {
    return this.#halts;
  }

  /** Whether it has a process that was set up, and has not come to grief since. */
  get runs(): boolean {
    return this.#ready && this.#process.runs;
  }

  /** Asks what it can do, starting it where it does not run. */
  async meet(): Promise<Answered<'capabilities'>> {
    const met = await this.#ask('capabilities', {}, loadMs);
    if (met.kind === 'ok') {
      this.#name = met.value.name;
      this.#modes = met.value.modes;
      this.#image = met.value.image;
      this.#operations = new Set(met.value.operations);
      this.#database = met.value.database === true;
      this.#halts = met.value.halts === true;
      this.#configurations = new Set(met.value.configurations);
    }
    return met;
  }

  /** Sets it up as a service that starts anew. */
  async setup({ run, ...setup }: Setup): Promise<Answered<'setup'>> {
    const asked = this.#database ? { ...setup, run } : setup;
    const came = await this.#ask('setup', asked, loadMs);
    this.#ready = came.kind === 'ok';
    return came;
  }

  /** Whether it says that it can do this. */
  can(method: Method): boolean {
    const optional = operations.some((one: Operation) => one === method);
    return !optional || this.#operations.has(method);
  }

  /** Whether it says that it can be configured so. */
  knows(configuration: Configuration): boolean {
    return configuration === 'default' || this.#configurations.has(configuration);
  }

  /**
   * Asks for one thing. What is no answer of that method is rubbish. `halted` is done in its middle, where `params`
   * have it halt there.
   */
  ask<Name extends Method>(method: Name, params: object, halted?: Halted): Promise<Answered<Name>> {
    return this.#ask(method, params, this.#deadline, halted);
  }

  async #ask<Name extends Method>(
    method: Name,
    params: object,
    deadline: number,
    halted?: Halted,
  ): Promise<Answered<Name>> {
    const came = await this.#process.ask(method, params, { deadline, halted });
    const answered = came.kind === 'ok' ? parsed(method, came.value) : came;
    // Whoever ends such a driver starts it anew, without what it remembers.
    if (/^(hangs|dies|rubbish)$/.test(answered.kind)) this.#ready = false;
    return answered;
  }

  /** What it called in Ceph's libraries since this was last asked. */
  drain(): readonly LibraryCall[] {
    return this.#process.drain();
  }

  /** Ends its process. */
  end(): void {
    this.#process.kill();
  }
}

function parsed<Name extends Method>(method: Name, value: unknown): Answered<Name> {
  const result = results[method].safeParse(value);
  if (result.success) return { kind: 'ok', value: result.data as Result<Name> };
  const [issue] = result.error.issues;
  const where = issue?.path.join('.') ?? '';
  return { kind: 'rubbish', message: `to ${method}: ${issue?.message} at "${where}"` };
}
