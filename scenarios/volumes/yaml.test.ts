import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { modes } from '../../model/site.ts';
import { ScenarioError } from '../yaml-error.ts';
import { volumeScenarios } from './generate.ts';
import { volumeStepSchema } from './step.ts';
import { parseVolumes, readVolumes } from './yaml.ts';
import { formatVolumes } from './yaml-format.ts';

const withSteps = (...steps: readonly string[]): string =>
  ['volumes: a test', 'steps:', ...steps.map((step) => `  - ${step}`), ''].join('\n');

describe('a file of volumes', () => {
  it('reads a step as a word, or by its name with the field that matters most', () => {
    const { steps, modes } = parseVolumes(
      withSteps('create: 1', 'write: 1\n    blocks: 2', 'settle', 'failover', 'stop-site: a'),
    );
    expect(modes).toEqual(['journal', 'snapshot']);
    expect(steps).toEqual([
      { do: 'create', volume: 1, type: 'replicated' },
      { do: 'write', volume: 1, blocks: 2 },
      { do: 'settle' },
      { do: 'failover', to: 'b' },
      { do: 'stop-site', site: 'a' },
    ]);
  });

  it('reads what a volume is made from, and how a driver is configured', () => {
    const { steps } = parseVolumes(
      withSteps(
        'restart',
        'restart: full-copies',
        'clone: 2\n    from: 1',
        'create-from-snapshot: 3\n    from: 1\n    type: plain',
        'manage: 1',
      ),
    );
    expect(steps).toEqual([
      { do: 'restart', config: 'default' },
      { do: 'restart', config: 'full-copies' },
      { do: 'clone', volume: 2, from: 1, type: 'replicated' },
      { do: 'create-from-snapshot', volume: 3, from: 1, type: 'plain' },
      { do: 'manage', volume: 1, type: 'replicated' },
    ]);
  });

  it.each([
    ['an unknown step', withSteps('settel'), /:3:5: unknown step "settel"; did you mean "settle"/],
    ['a volume that there is not', withSteps('write: 9'), /:3:12: "volume" of "write" must be 1/],
    [
      'a field that it does not have',
      withSteps('write: 1\n    size: 2'),
      /:4:5: unknown field "size"/,
    ],
    ['a clone of nothing', withSteps('clone: 2'), /:3:5: "from" of "clone" is missing/],
    ['no steps', 'volumes: a test\n', /:1:1: "steps" is missing/],
    [
      'a scenario of one image',
      'about: x\nscenario: a test\nsteps:\n  - create: a\n',
      /x.yaml:2:1: this is a scenario of one image; run it without --driver/,
    ],
  ])('tells where and how to mend %s', (_, text, message) => {
    expect(() => parseVolumes(text, 'x.yaml')).toThrow(ScenarioError);
    expect(() => parseVolumes(text, 'x.yaml')).toThrow(message);
  });

  it('tells of a file that there is not', () => {
    expect(() => readVolumes('no.yaml')).toThrow(/^no.yaml:1:1: there is no such file/);
  });

  it('is written as what is read again as the same', () => {
    const head = { volumes: 'a test', about: 'What it shows.', modes: [...modes] };
    fc.assert(
      fc.property(volumeScenarios('journal'), (steps) => {
        const written = formatVolumes({ ...head, steps });
        expect(parseVolumes(written)).toEqual({ ...head, steps });
      }),
    );
    const [first, second] = [
      { do: 'failover', to: 'b' },
      { do: 'create', volume: 1, type: 'plain' },
    ] as const;
    expect(formatVolumes({ volumes: 'a test', modes: ['journal'], steps: [first, second] })).toBe(
      'volumes: a test\nmodes:\n  - journal\nsteps:\n  - failover\n  - create: 1\n    type: plain\n',
    );
  });
});

describe('generated volume scenarios', () => {
  it('are made of steps of the vocabulary, and end with a switch that has every reason to succeed', () => {
    for (const mode of ['journal', 'snapshot'] as const) {
      fc.assert(
        fc.property(volumeScenarios(mode), (steps) => {
          for (const step of steps) expect(volumeStepSchema.parse(step)).toEqual(step);
          const repaired = steps.findLastIndex((step) => step.do === 'repair');
          const after = steps.slice(repaired + 1).map((step) => step.do);
          expect(after.some((name) => name === 'failover' || name === 'failback')).toBe(true);
          expect(new Set(after)).not.toContain('stop-site');
        }),
      );
    }
  });
});
