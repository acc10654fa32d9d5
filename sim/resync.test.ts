import { expect, test } from 'vitest';
import type { Command, Fault } from '../model/events.ts';
import { pairMachine } from '../model/pair.ts';
import { Space } from './space.ts';

/** What takes the primary out of reach of the replayer that is to obey the resync. */
const outages: readonly Fault[] = ['cut', 'stop-osd.a', 'stop-site.a'];

/** What real clusters answered on 16.2.15, 18.2.7 and 20.2.4, 18 of 18, from 9 ms after the resync on. */
const measured: readonly [command: Command, outcome: string][] = [
  ['journaling-off.b', 'EINVAL'],
  ['write.b', 'EPERM'],
  ['remove.b', 'EINVAL'],
];

test.each(outages)(
  'after %s a journal replayer stops for a resync, and lets go of its copy',
  (outage) => {
    const space = new Space(pairMachine('journal'));
    let state = space.initial;
    for (const event of ['create.a', 'enable.a'] as const)
      state = space.after(state, event) ?? state;
    [state = state] = space.settled(state);
    for (const [command] of measured) {
      const replaying = space.command(space.fault(state, outage), command);
      expect(replaying?.outcome).toMatch(/EROFS|EBUSY/);
    }
    const asked = space.command(space.fault(state, outage), 'resync.b');
    if (asked === undefined) throw new Error('the model does not follow a resync');
    const ends = space.settled(asked.to);
    expect(ends).toHaveLength(1);
    for (const end of ends) {
      expect(space.view(end).b).toMatchObject({ image: 'nonprimary', replayer: 'stopped' });
      for (const [command, outcome] of measured) {
        expect(space.command(end, command)?.outcome).toBe(outcome);
      }
    }
  },
);
