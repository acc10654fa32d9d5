import { expect, test } from 'vitest';
import { commands } from '../model/events.ts';
import { requestOf, stepOf } from './events.ts';

test.each(commands)('%s is asked for by the step that gives it', (command) => {
  expect(requestOf(stepOf(command))).toEqual({ kind: 'commands', commands: [command] });
});
