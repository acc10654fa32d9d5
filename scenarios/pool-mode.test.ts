import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { machineOf } from '../model/variant.ts';
import { Space } from '../sim/space.ts';
import { Scenarios } from './generate/scenarios.ts';
import { formatScenario, parseScenario } from './yaml.ts';

const text = (modes: string) => `
scenario: by its journaling
modes: [${modes}]
pool-mode: pool
steps:
  - create: a
  - journaling-on: a
`;

describe('a file of pool mode', () => {
  it('is read, and written as it was read', () => {
    const scenario = parseScenario(text('journal'));
    expect(scenario['pool-mode']).toBe('pool');
    expect(parseScenario(formatScenario(scenario))).toEqual(scenario);
  });

  it.each(['snapshot', 'journal, snapshot'])('is refused for modes: [%s]', (modes) => {
    expect(() => parseScenario(text(modes), 'x.yaml')).toThrow(
      'x.yaml:4:12: a pool in pool mode mirrors by journals only; write "modes: [journal]"',
    );
  });
});

test('generated scenarios of pool mode mirror by the journaling feature, and stay within the model', () => {
  const model = new Space(machineOf({ mode: 'journal', poolMode: 'pool' }));
  const scenarios = fc.sample(new Scenarios(model, 'journal', 'pool'), { seed: 1, numRuns: 100 });
  const mirroring = scenarios.filter((steps) => steps.some((step) => step.do === 'journaling-on'));
  expect(mirroring.length).toBeGreaterThan(60);
  expect(scenarios.flat().filter((step) => step.do === 'journaling-off').length).toBeGreaterThan(3);
});
