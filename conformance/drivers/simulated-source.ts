import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { type Mode, type Site, sites } from '../../model/site.ts';
import { machineOf, statusOf, type Variant } from '../../model/variant.ts';
import { SimulatedClusters } from '../../sim/clusters/clusters.ts';
import { Librbd } from '../../sim/clusters/librbd.ts';
import { type Reply, returned, unmodelled } from '../../sim/clusters/reply.ts';
import { Space } from '../../sim/space.ts';
import type { Clusters, ClustersSource } from './clusters.ts';
import { type Ended, fsids, hosts, pool, SimulatedVolumes } from './simulated-clusters.ts';

/** The stand-ins for the Python modules `rados` and `rbd`. */
const standIns = fileURLToPath(new URL('cinder/standins', import.meta.url));

/** States to remember before starting over, so that a long campaign stays within its memory. */
const statesMax = 100_000;

const site = z.enum(sites);

/** What a stand-in asks for, a line each. */
const requestSchema = z.discriminatedUnion('op', [
  z.object({ op: z.literal('connect'), site, seconds: z.number().optional() }),
  z.object({ op: z.literal('list'), site }),
  z.object({ op: z.literal('uuid'), site }),
  z.object({
    op: z.literal('create'),
    site,
    image: z.string(),
    size: z.number(),
    features: z.number(),
  }),
  z.object({
    op: z.literal('clone'),
    site,
    image: z.string(),
    snapshot: z.string(),
    to: z.string(),
    features: z.number(),
  }),
  z.object({ op: z.literal('copy'), site, image: z.string(), to: z.string() }),
  z.object({ op: z.literal('remove'), site, image: z.string() }),
  z.object({ op: z.literal('trash'), site, image: z.string() }),
  z.object({ op: z.literal('rename'), site, image: z.string(), to: z.string() }),
  z.object({
    op: z.literal('image'),
    site,
    image: z.string(),
    method: z.string(),
    args: z.array(z.json()),
    locked: z.boolean().optional(),
  }),
  z.object({ op: z.literal('statuses'), site }),
  z.object({ op: z.literal('sleep'), ms: z.number() }),
  z.object({ op: z.literal('now') }),
  z.object({ op: z.literal('missing'), site, what: z.string() }),
]);

/** How many seconds a client waits for an object of a cluster that is silent; for ever, if it does not say. */
const patienceSchema = z.object({ patience: z.number().optional() });

/** What one tells that is not going to return from a call. */
const endedSchema = z.object({
  op: z.literal('ended'),
  how: z.enum(['hang', 'unmodelled']),
  why: z.string(),
});

/**
 * Simulated clusters that a driver reaches as it does real ones: by a ceph.conf, and modules that read it.
 * What they ask for comes over a socket, and is answered by the clusters of the scenario that is under way.
 */
export class SimulatedSource implements ClustersSource {
  readonly name: string;
  readonly keepsDriver = true;
  readonly lanes = 1;
  readonly #mode: Mode;
  readonly #variants: readonly Variant[];
  readonly #folder = mkdtempSync(join(tmpdir(), 'splitbrain-sim-'));
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #listening: Promise<void>;
  #space: Space;
  #clusters: SimulatedClusters | undefined;
  #volumes: SimulatedVolumes | undefined;
  /** Told when a driver is not going to return from a call: by the clusters of whichever scenario that is. */
  readonly #ended: { heard?: (how: Ended) => void } = {};

  /** The clusters behave otherwise than specified by this variant, or as specified without one. */
  constructor(mode: Mode, variant?: Variant) {
    this.name = variant === undefined ? 'sim' : `sim with ${variant.name}`;
    this.#mode = mode;
    this.#variants = variant === undefined ? [] : [variant];
    this.#space = this.#fresh();
    const socket = join(this.#folder, 'clusters.sock');
    for (const one of sites) writeFileSync(this.#conf(one), confText(one, socket));
    this.#server = createServer((connected) => this.#serve(connected));
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#server.listen(socket, resolve);
    this.#listening = promise;
  }

  async open(seed: string): Promise<Clusters> {
    await this.#listening;
    if (this.#space.size >= statesMax) this.#space = this.#fresh();
    const status = statusOf(...this.#variants);
    const clusters = new SimulatedClusters(this.#mode, () => this.#space, seed, status);
    this.#clusters = clusters;
    const confs = { a: this.#conf('a'), b: this.#conf('b') };
    const { name } = this;
    this.#volumes = new SimulatedVolumes(clusters, { name, standIns, confs, ended: this.#ended });
    return this.#volumes;
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #fresh(): Space {
    return new Space(machineOf(this.#mode, ...this.#variants));
  }

  #conf(one: Site): string {
    return join(this.#folder, `${one}.conf`);
  }

  #serve(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('close', () => this.#sockets.delete(socket));
    socket.on('error', () => socket.destroy()); // a driver that was killed
    const lines = createInterface(socket);
    lines.on('error', () => socket.destroy()); // it passes the socket's on
    lines.on('line', (line) => {
      const clusters = this.#clusters;
      if (clusters === undefined) return;
      const told: unknown = JSON.parse(line);
      const ended = endedSchema.safeParse(told).data;
      if (ended !== undefined) {
        this.#volumes?.end(ended);
        return;
      }
      const { patience } = patienceSchema.parse(told);
      const reply = answer(clusters, requestSchema.parse(told), patience);
      socket.write(`${JSON.stringify(reply)}\n`);
    });
  }
}

function answer(
  clusters: SimulatedClusters,
  request: z.infer<typeof requestSchema>,
  patience?: number,
): Reply {
  const librbd = new Librbd(clusters);
  if (request.op === 'missing') return unmodelled(request.what);
  if (request.op === 'sleep') return librbd.sleep(request.ms);
  if (request.op === 'now') return returned(clusters.now);
  if (request.op === 'connect') return librbd.connect(request.site, request.seconds);
  if (!clusters.serves(request.site)) {
    return librbd.unanswered(request.op === 'image' ? request : undefined, patience);
  }
  switch (request.op) {
    case 'list':
      return librbd.list(request.site);
    case 'statuses':
      return librbd.statuses(request.site);
    case 'uuid':
      return librbd.uuid(request.site);
    case 'create':
      return librbd.create(request.site, request.image, request.size, request.features);
    case 'clone':
      return librbd.clone(request.site, request);
    case 'copy':
      return librbd.copy(request.site, request.image, request.to);
    case 'remove':
      return librbd.remove(request.site, request.image);
    case 'trash':
      return librbd.trash(request.site, request.image);
    case 'rename':
      return librbd.rename(request.site, request.image, request.to);
    case 'image':
      return librbd.call(request);
  }
}

const confText = (one: Site, socket: string): string =>
  [
    '[global]',
    `fsid = ${fsids[one]}`,
    `mon host = ${hosts[one]}`,
    `splitbrain pool = ${pool}`,
    `splitbrain site = ${one}`,
    `splitbrain socket = ${socket}`,
    '',
  ].join('\n');
