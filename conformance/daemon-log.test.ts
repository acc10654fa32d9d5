import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { logLines, mostLines } from './daemon-log.ts';

const ours = '0d9c1f3e-1111-4222-8333-abcdef012345';
const theirs = 'ffffffff-1111-4222-8333-abcdef012345';
const opened = Date.parse('2026-03-01T10:00:00.000Z');

/** A line as Ceph 16 to 20 write it, so many milliseconds after the pair was opened. */
const line = (at: number, said: string, zone = '+0000') => {
  const minutes = 60 * Number(zone.slice(0, 3)) + Number(zone.slice(3));
  const time = new Date(opened + at + minutes * 60_000).toISOString().replace('Z', '');
  return `${time}${zone} 7f2a1c0d4700 -1 ${said}`;
};
const all = { from: 0, to: 60_000 };

describe('the lines of a mirror daemon near a step', () => {
  const text = [
    'the end of a line whose beginning was not read',
    line(500, 'rbd::mirror::Mirror: 0x55 run: enter'),
    line(
      1000,
      `rbd::mirror::ImageReplayer: 0x56 [2/${ours}] handle_replayer: split-brain detected`,
    ),
    '  a line that belongs to it',
    line(1500, `rbd::mirror::ImageReplayer: 0x57 [2/${theirs}] start: begin`),
    line(2000, 'rbd::mirror::PoolReplayer: 0x58 run: (110) Connection timed out', '+0530'),
  ].join('\n');

  it('are those of the time, by the clock of the pair whatever the zone', () => {
    expect(logLines({ text, opened }, { from: 800, to: 1600 }).map(({ at }) => at)).toEqual([
      1000, 1500,
    ]);
    const whole = logLines({ text, opened: opened - 2000 }, all);
    expect(whole.map(({ at }) => at)).toEqual([2500, 3000, 3500, 4000]);
  });

  it('are of the image, or of none, with what belongs to each', () => {
    const lines = logLines({ text, opened }, { ...all, image: ours });
    expect(lines.map(({ text: said }) => said)).toEqual([
      expect.stringContaining('Mirror: 0x55'),
      expect.stringMatching(/split-brain detected\n {2}a line that belongs to it$/),
      expect.stringContaining('Connection timed out'),
    ]);
  });

  it('are no more than the last of many, each no longer than can be read', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 3 * mostLines }),
        fc.integer({ min: 1 }),
        (many, long) => {
          const said = Array.from({ length: many }, (_, at) => line(at, 'x'.repeat(long % 2000)));
          const lines = logLines({ text: said.join('\n'), opened }, all);
          expect(lines.length).toBe(Math.min(many, mostLines));
          if (many > 0) expect(lines.at(-1)?.at).toBe(many - 1);
          for (const { text: kept } of lines) expect(kept.length).toBeLessThanOrEqual(600);
        },
      ),
    );
  });
});
