import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { formatScenario, parseScenario, readScenario, ScenarioError } from './yaml.ts';

const withSteps = (steps: string): string => `scenario: x\nsteps:\n${steps}`;

const allSteps = 'steps are: create, enable, .*, settle';

describe('a scenario in YAML', () => {
  it('names a step by its key, with the site as its value and other fields beside it', () => {
    const yaml = withSteps('- write: a\n- promote: b\n  force: true\n  expect: ok\n- settle\n');
    expect(parseScenario(yaml)).toEqual({
      format: 1,
      name: 'x',
      modes: ['journal', 'snapshot'],
      steps: [
        { do: 'write', site: 'a', blocks: 1 },
        { do: 'promote', site: 'b', force: true, expect: 'ok' },
        { do: 'settle' },
      ],
    });
  });

  it('is written without what is understood anyway', () => {
    const yaml =
      'scenario: x\nmodes:\n  - journal\nsteps:\n  - write: a\n  - promote: b\n  - cut\n';
    expect(formatScenario(parseScenario(yaml))).toBe(yaml);
  });
});

describe('a slip in a step is told with its place and its mend', () => {
  it.each([
    ['- promot: b', `3:3: unknown step "promot"; did you mean "promote"\\?$`],
    ['- reboot: b', `3:3: unknown step "reboot"; ${allSteps}`],
    ['- helal', `3:3: unknown step "helal"; did you mean "heal"\\?$`],
    ['- promote: c', '3:12: site must be a or b, not "c"; it can be: a, b'],
    ['- promote:', '3:11: site must be a or b, not nothing; write one of: a, b'],
    ['- promote', '3:3: "promote" needs a site; write "- promote: a" or "- promote: b"'],
    ['- promote:b', '3:3: "promote:b" does not part .*; write "- promote: b", with a colon and'],
    ['- settle: a', '3:3: "settle" takes no site and no fields; write "- settle"'],
    ['- promote: a\n  forse: true', '4:3: unknown field "forse"; did you mean "force"\\?'],
    ['- promote: a\n  force: yes', '4:10: "force" must be true or false, not "yes"; write true'],
    ['- promote: a\n  expect: ebusy', '4:11: "expect" cannot be "ebusy"; did you mean "EBUSY"\\?'],
    ['- write: a\n  blocks: many', '4:11: "blocks" must be a number, not "many"; write a number'],
    ['- write: a\n  blocks: 9', '4:11: "blocks" must be at most 8, not 9; write 8 or less'],
    ['- write: a\n  blocks: 0', '4:11: "blocks" must be at least 1, not 0; write 1 or more'],
    ['- write: a\n  blocks: 1.5', '4:11: "blocks" must be a whole number, not 1.5; write a whole'],
    ['- let: b', '3:3: "daemon" is missing; add "daemon: ...", one of: bootstrap, '],
    ['- cut: \n  demote: a', '4:3: two steps in one item: "cut" and "demote"; begin a new item'],
    ['- demote: a\n  demote: b', '4:3: "demote" stands here twice; leave one of the two out'],
    ['- force: true', '3:3: the step has no name; begin it with one of: create, '],
    ['- do: promote\n  site: a', `3:3: unknown step "do"; ${allSteps}`],
    ['- 3', '3:3: a step cannot be 3; write a step such as "- promote: b" or "- settle"'],
    ['- [cut]', '3:3: a step cannot be a list; write a step such as'],
  ])('%j', (steps, message) => {
    expect(() => parseScenario(withSteps(steps))).toThrow(new RegExp(`^scenario.yaml:${message}`));
  });
});

describe('a slip in the rest of the file is told with its place and its mend', () => {
  const rest = 'scenario: x\nsteps: [cut]\n';

  it.each([
    ['', '1:1: the file is empty; begin it with "scenario: ..." and a list of "steps:"'],
    ['# only a comment', '1:1: the file is empty; '],
    ['cut', '1:1: a scenario file must be a mapping, not "cut"; write its fields as'],
    ['steps: [cut]', '1:1: "scenario" is missing; add "scenario: ...", text'],
    ['scenario: x', '1:1: "steps" is missing; add "steps: ...", a list'],
    ['scenario: x\nsteps: []', '2:8: "steps" is empty; fill it in'],
    [`${rest}about: 3`, '3:8: "about" must be text, not 3; put it in quotes'],
    [`${rest}mode: [journal]`, '3:1: unknown field "mode"; did you mean "modes"\\?$'],
    [`${rest}modes: journal`, '3:8: "modes" must be a list, not "journal"; write its items in'],
    [`${rest}modes: [journl]`, '3:9: mode must be journal or snapshot, .*; did you mean "journal"'],
    [`${rest}modes: [journal, journal]`, '3:8: a mode is listed twice; change "modes"'],
    [`${rest}scenario: y`, '3:1: "scenario" stands here twice; leave one of the two out'],
    [`${rest}modes: [journal`, '3:16: broken YAML: .*; '],
    [`${rest}\tabout: x`, '3:1: broken YAML: .*; '],
    [`${rest}about: &a x\nmodes: *a`, '4:8: the alias \\*a is not read here; write out what &a'],
    [`${rest}[a]: b`, '3:1: the name of a field is not plain text; write a field as "name: value"'],
    [`${rest}---\n${rest}`, '3:1: broken YAML: .*; keep one scenario per file'],
    [`${rest}bug: hang`, '3:6: "bug" must be a mapping, not "hang"; write its fields as'],
    [
      `${rest}bug: {breaks: converges}`,
      '3:6: "deviation" is missing; add "deviation: ...", one of',
    ],
    [
      `${rest}bug:\n  breaks: converge\n  deviation: removal-is-overlooked`,
      '4:11: "breaks" cannot be "converge"; did you mean "converges"\\?',
    ],
    [
      `${rest}bug: {deviation: removal-is-overlooked, breaks: converges, break: x}`,
      '3:60: unknown field "break"; did you mean "breaks"\\?',
    ],
  ])('%j', (yaml, message) => {
    expect(() => parseScenario(yaml)).toThrow(new RegExp(`^scenario.yaml:${message}`));
  });

  it('a file that no person wrote is not looked into', () => {
    const mend = 'a scenario is a short file of at most 60 steps';
    expect(() => parseScenario(' '.repeat(100_000))).toThrow(`the file is too long; ${mend}`);
    for (const nesting of ['[', '{a: ', '- ', '? ']) {
      const much = `1:1: the file holds too many lists and mappings; ${mend}`;
      expect(() => parseScenario(nesting.repeat(10_000))).toThrow(much);
    }
  });

  it.each(['scenario: \0', '\uFFFDELF'])(
    'a file that is no text is not looked into: %j',
    (text) => {
      expect(() => parseScenario(text)).toThrow(/:1:\d+: the file is not text in UTF-8; give a/);
    },
  );

  it('more events than a history holds are told at the step that is too much', () => {
    const writes = (count: number) => withSteps(`- enable: a\n${'- write: a\n'.repeat(count)}`);
    expect(() => parseScenario(writes(29))).not.toThrow();
    expect(() => parseScenario(writes(30))).toThrow(
      /^scenario.yaml:33:3: with this step the scenario has more than 30 events to follow; keep/,
    );
  });

  it('a later format is told alone, for the rest may be right in it', () => {
    expect(() => parseScenario('scenario: x\nformat: 2\nacts: []')).toThrow(
      /^scenario.yaml:2:9: scenario format 2 is not known: this version reads format 1; [^\n]*$/,
    );
  });
});

describe('the errors of a file', () => {
  it('are told all at once, in reading order, one per line', () => {
    const yaml = 'scenario: x\nmodes: [async]\nsteps:\n  - promot: b\n  - write: c\n    block: 3\n';
    expect(() => parseScenario(yaml, 'my.yaml')).toThrow(
      /^my.yaml:2:9: .*\nmy.yaml:4:5: .*\nmy.yaml:5:12: .*\nmy.yaml:6:5: .*$/,
    );
  });

  it('stay on one line each, whatever stands in the file', () => {
    const yaml = withSteps('- "promote:\\nb"\n- "a\\nb": c\n- write: a\n  "c\\nd": 1\n');
    expect(() => parseScenario(yaml)).toThrow(/^[^\n]+\n[^\n]+\n[^\n]+$/);
  });

  it('are data too', () => {
    expect(() => parseScenario(withSteps('- promote'), 'my.yaml')).toThrow(
      expect.objectContaining({
        problems: [expect.objectContaining({ file: 'my.yaml', line: 3, column: 3 })],
      }),
    );
  });

  it.each([
    ['no-such.yaml', 'there is no such file'],
    ['corpus', 'this is a folder, not a file'],
  ])('name a file that cannot be read: %s', (name, what) => {
    const path = fileURLToPath(new URL(name, import.meta.url));
    expect(() => readScenario(path)).toThrow(ScenarioError);
    expect(() => readScenario(path)).toThrow(`${name}:1:1: ${what}; give the path of a scenario`);
  });
});
