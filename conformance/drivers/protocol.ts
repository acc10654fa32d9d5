import { z } from 'zod';
import { modes } from '../../model/site.ts';
import { configurations, volumeTypes } from '../../scenarios/volumes/step.ts';

/** The version of the driver protocol; see docs/driver-protocol.md. */
export const protocolVersion = 1;

/** What a driver can be asked to do, beside what every driver has to. */
export const operations = [
  'create_snapshot',
  'delete_snapshot',
  'extend',
  'retype',
  'freeze',
  'thaw',
  'clone_volume',
  'create_from_snapshot',
  'manage',
] as const;

/** An operation that a driver need not have. */
export type Operation = (typeof operations)[number];

/** Where a volume stands in the contract with whoever calls its driver. */
const replicationStatuses = [
  'enabled',
  'disabled',
  'failed-over',
  'failover-error',
  'error',
  'not-capable',
] as const;

/**
 * What changes about a volume, as far as its driver's caller is to remember it: what users are told, and
 * whatever the driver wants to be given back (`state`).
 */
export const updateSchema = z.strictObject({
  replication_status: z.enum(replicationStatuses).nullable().optional(),
  status: z.string().nullable().optional(),
  state: z.json().optional(),
});

/** What changes about a volume. */
export type Update = z.infer<typeof updateSchema>;

/** A volume as its driver is told of it: all that its caller remembers. */
export const volumeSchema = z.strictObject({
  id: z.string(),
  gib: z.int(),
  type: z.enum(volumeTypes),
  replication_status: z.string().nullable(),
  status: z.string(),
  state: z.json(),
});

/** A volume as its driver is told of it. */
export type Volume = z.infer<typeof volumeSchema>;

/** What a database says of a backend: of the service that answers for it, or of the cluster of those. */
const backendSchema = z.strictObject({
  replication_status: z.string().nullable(),
  /** The backend that is the active one, `default` for the first. */
  active_backend_id: z.string(),
  disabled: z.boolean(),
  disabled_reason: z.string().nullable(),
  frozen: z.boolean(),
  /** Whether it was heard of lately. */
  up: z.boolean(),
});

/** What a database says of a volume, and what its driver last answered of its replication. */
const storedVolumeSchema = z.strictObject({
  replication_status: z.string().nullable(),
  status: z.string(),
  previous_status: z.string().nullable(),
  type: z.enum(volumeTypes),
  gib: z.int(),
  /** The status of each of its snapshots, by name. */
  snapshots: z.record(z.string(), z.string()),
  answered: z.string().nullable(),
});

/** What whoever calls the driver has written down: for one that keeps a database of its own. */
export const databaseSchema = z.strictObject({
  service: backendSchema,
  cluster: backendSchema.optional(),
  volumes: z.record(z.string(), storedVolumeSchema),
});

/** What whoever calls the driver has written down. */
export type Database = z.infer<typeof databaseSchema>;

/** What a database says of a volume. */
export type StoredVolume = z.infer<typeof storedVolumeSchema>;

const created = z.strictObject({ update: updateSchema });
const updated = z.strictObject({ update: updateSchema.optional() });
const nothing = z.strictObject({});

const switched = z.strictObject({
  /** The backend that is the active one now. */
  active: z.string(),
  updates: z.record(z.string(), updateSchema),
});

/** What a driver answers, by method. */
export const results = {
  capabilities: z.strictObject({
    protocol: z.literal(protocolVersion),
    name: z.string(),
    /** What the image of a volume is called in the pool, `{id}` standing for the volume's id. */
    image: z.string().includes('{id}'),
    modes: z.array(z.enum(modes)),
    operations: z.array(z.enum(operations)),
    /** It keeps a database of its own, and `status` tells what that says. */
    database: z.boolean().optional(),
    /** It can be held in the middle of a failover: see `halted`. */
    halts: z.boolean().optional(),
    /** How it can be configured, beside its default: it is told of one only where it names it. */
    configurations: z.array(z.enum(configurations)).optional(),
  }),
  setup: nothing,
  create_volume: created,
  clone_volume: created,
  create_from_snapshot: created,
  manage: created,
  delete_volume: nothing,
  extend: nothing,
  retype: updated,
  create_snapshot: nothing,
  delete_snapshot: nothing,
  failover: switched,
  failback: switched,
  freeze: nothing,
  thaw: nothing,
  status: z.strictObject({
    replication_enabled: z.boolean(),
    targets: z.array(z.string()),
    active: z.string(),
    database: databaseSchema.optional(),
  }),
  connection: z.strictObject({
    /** Where the volume is: `pool/image`. */
    name: z.string(),
    /** The monitors of its cluster. */
    hosts: z.array(z.string()),
    /** Names the secret by which clients are let in; unless told otherwise, the cluster's FSID. */
    secret: z.string().nullable(),
  }),
} as const;

/** A method of the protocol. */
export type Method = keyof typeof results;

/** What a method answers. */
export type Result<Name extends Method> = z.infer<(typeof results)[Name]>;

/** A site, as a driver is told of it. */
export interface SiteAccess {
  /** What the driver's configuration calls it: `default` the first one, `b` the other. */
  readonly backend: string;
  /** Its ceph.conf. */
  readonly conf: string;
  readonly user: string;
  readonly pool: string;
}

/** A call that a driver made into a client library of Ceph's, and what it came to. */
export const libraryCallSchema = z.strictObject({
  site: z.string(),
  image: z.string().nullable(),
  call: z.string(),
  args: z.array(z.json()),
  error: z.string().optional(),
  value: z.json().optional(),
  ms: z.number(),
});

const callSchema = z.strictObject({
  jsonrpc: z.literal('2.0'),
  method: z.literal('called'),
  params: libraryCallSchema,
});

/** It made as many calls as it was told to halt after, and waits to be told how to go on. */
const haltedSchema = z.strictObject({
  jsonrpc: z.literal('2.0'),
  method: z.literal('halted'),
  params: z.strictObject({}),
});

/** How a driver that halted is to go on: with its next call, or by ending its process as if it were killed. */
export type GoOn = 'go_on' | 'end';

/** What comes from a driver: an answer, an error, what it called meanwhile, or that it waits. */
export const messageSchema = z.union([
  z.strictObject({ jsonrpc: z.literal('2.0'), id: z.int(), result: z.unknown() }),
  z.strictObject({
    jsonrpc: z.literal('2.0'),
    id: z.int().nullable(),
    error: z.strictObject({
      code: z.int(),
      message: z.string(),
      data: z.strictObject({ class: z.string() }).optional(),
    }),
  }),
  callSchema,
  haltedSchema,
]);

/** Such a call, as it was told. */
export type LibraryCall = z.infer<typeof libraryCallSchema>;

/** Codes of errors by which a driver's host says what became of the driver itself. */
export const errorCodes = { refused: -32000, hangs: -32001, crashes: -32002, unmodelled: -32003 };
