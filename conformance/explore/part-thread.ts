import { parentPort, workerData } from 'node:worker_threads';
import type { Letter } from '../../sim/explorer/mail.ts';
import { Part } from '../../sim/explorer/part.ts';
import { behaviourNamed } from '../campaign/variants.ts';
import { ofJob, readCheckpoint, writeCheckpoint } from './checkpoint.ts';
import { expeditionOf } from './expedition.ts';
import { brokenSchema } from './found.ts';
import { Board, type PartStart, type Says, type Told } from './part-messages.ts';

/** How many states are expanded before the board is looked at. */
const turn = 500;

const { job, behaviour, share, board: buffer, from }: PartStart = workerData;
const board = new Board(buffer);
const say = (what: Says, given: ArrayBuffer[] = []) => parentPort?.postMessage(what, given);

const give = ({ states, contexts }: Letter) => [states.buffer, contexts.buffer];

const whole = { ...job, ...(behaviour !== undefined && { behaviour: behaviourNamed(behaviour) }) };
const part = new Part(expeditionOf(whole), share, (to, letter) =>
  say({ kind: 'letter', to, letter }, give(letter)),
);

if (from !== undefined) part.goOn(readCheckpoint(from, brokenSchema));

const tell = () => board.tell(share.index, part.reached.states, part.reached.expanded);

function report(): void {
  tell();
  const { reached, depth, left, broken, asked } = part;
  say({ kind: 'report', report: { reached, depth, left, broken, asked: [...asked] } });
}

/** Expands the level, unless all are to stop, or have found as many states as they may. */
function expand(): void {
  while (part.left > 0 && !board.isStopped && board.sums.states < job.states) {
    part.expand(turn);
    tell();
  }
  if (part.left === 0) part.expand(0);
  report();
}

parentPort?.on('message', (told: Told) => {
  switch (told.kind) {
    case 'expand':
      return expand();
    case 'take':
      return part.take(told.from, told.letter);
    case 'advance':
      part.advance();
      return report();
    case 'calm':
      part.tellCalm((letter) => say({ kind: 'calm', letter }, give(letter)));
      return report();
    case 'send':
      part.sendAll();
      return report();
    case 'save':
      writeCheckpoint(told.file, ofJob(whole), told.stamp, part.standing);
      return report();
    case 'origin':
      return say({ kind: 'origin', origin: part.originOf(told.state) });
  }
});
