import type { VolumeStep } from '../../scenarios/volumes/step.ts';
import type { Found } from './judge.ts';
import type { OwedCode } from './obligations.ts';
import type { Came } from './process.ts';
import type { Method } from './protocol.ts';

/** What a step asks for that a driver need not have. */
export const methodOf: Partial<Record<VolumeStep['do'], Method>> = {
  extend: 'extend',
  retype: 'retype',
  'snap-create': 'create_snapshot',
  'snap-delete': 'delete_snapshot',
  clone: 'clone_volume',
  'create-from-snapshot': 'create_from_snapshot',
  manage: 'manage',
  freeze: 'freeze',
  thaw: 'thaw',
};

/** What any request can show. */
export const always: readonly OwedCode[] = [
  'answers-in-time',
  'stays-alive',
  'speaks-the-protocol',
];

type Broken = Extract<Came, { kind: 'hangs' | 'dies' | 'rubbish' }>;

const codes = {
  hangs: 'answers-in-time',
  dies: 'stays-alive',
  rubbish: 'speaks-the-protocol',
} as const;

/** What is wrong with an answer that is none. */
export const foundOf = (method: Method, { kind, message }: Broken): Found => ({
  code: codes[kind],
  aspect: `${method} ${kind}`,
  saw: message,
});
