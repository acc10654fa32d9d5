import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Step } from './step.ts';
import { formatScenario, parseScenario, readScenario } from './yaml.ts';

const folder = fileURLToPath(new URL('corpus/', import.meta.url));
const files = readdirSync(folder);

const ends: Readonly<Partial<Record<Step['do'], Step['do']>>> = {
  cut: 'heal',
  'stop-site': 'start-site',
  'kill-site': 'start-site',
  'stop-daemon': 'start-daemon',
  'kill-daemon': 'start-daemon',
};

const place = (step: Step): string => ('site' in step ? step.site : 'link');

/** Faults that no later step ends. */
const openFaults = (steps: readonly Step[]): Step[] =>
  steps.filter((fault, index) => {
    const end = ends[fault.do];
    const later = steps.slice(index);
    return end && !later.some((step) => step.do === end && place(step) === place(fault));
  });

describe.each(files)('the scenario in %s', (file) => {
  const scenario = readScenario(folder + file);

  it('is called as its file is', () => {
    expect(file).toBe(`${scenario.name.replaceAll(' ', '-')}.yaml`);
  });

  it('says what it is about', () => {
    expect(scenario.about).toMatch(/\w.*\.$/s);
  });

  it('ends its faults, and waits for both sites to come together again', () => {
    expect(openFaults(scenario.steps)).toEqual([]);
    expect(scenario.steps.at(-1)).toEqual({ do: 'settle' });
  });

  it('takes mirror snapshots only where the mode has them, or is refused', () => {
    const taken = scenario.steps.some((step) => step.do === 'snapshot' && step.expect !== 'EINVAL');
    expect(taken && scenario.modes.includes('journal')).toBe(false);
  });

  it('survives being written and read again', () => {
    expect(parseScenario(formatScenario(scenario))).toEqual(scenario);
  });
});
