import { expect, test } from 'vitest';
import type { Move } from '../../model/belief.ts';
import { pairMachine } from '../../model/pair.ts';
import { roleAt } from '../../model/views.ts';
import { Space } from '../../sim/space.ts';
import { inHindsight } from './hindsight.ts';
import { Oracle } from './oracle.ts';

/** The roles that site `b` may have had before the daemon was killed there. */
function before(...seen: readonly ('absent' | 'creating' | 'nonprimary')[]): string[] {
  const model = new Space(pairMachine('snapshot'));
  const moves: Move[] = [];
  const oracle = new Oracle(model, undefined, undefined, (move) => moves.push(move));
  oracle.command('create.a', 'a', 'ok');
  oracle.command('enable.a', 'a', 'ok');
  const killed = moves.length;
  oracle.fault('kill-daemon.b');
  for (const role of seen) expect(oracle.saw('b', { role })).toBeUndefined();
  const states = inHindsight(model, moves)[killed] ?? [];
  return [...new Set([...states].map((state) => roleAt(model.view(state), 'b')))].sort();
}

test('what is seen later rules out where a run can have been', () => {
  expect(before()).toEqual(['absent', 'creating', 'nonprimary']);
  // With its daemon dead a copy stays as it is.
  expect(before('creating')).toEqual(['creating']);
  expect(before('nonprimary')).toEqual(['nonprimary']);
  expect(before('absent')).toEqual(['absent']);
});

test('nothing is known of a run that never moved', () => {
  expect(inHindsight(new Space(pairMachine('journal')), [])).toEqual([]);
});
