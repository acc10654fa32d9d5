import {
  type Command,
  commandNames,
  isCommand,
  nameOf,
  type PairEvent,
  type StageName,
  stageNames,
} from '../../model/events.ts';
import { isLogged, stagesOf } from '../../model/interruption.ts';
import type { Site } from '../../model/site.ts';
import type { Taken } from '../walker/walker.ts';

/**
 * Events of the machine as steps that someone can take: a stage is that of a command that was interrupted,
 * a late write that of a client which writes through a demotion.
 * Undefined where there is no such command.
 */
export function takenOf(events: readonly PairEvent[]): Taken[] | undefined {
  const taken: Taken[] = [];
  for (const event of events) {
    const stage = stageNames.find((name) => name === nameOf(event));
    if (nameOf(event) === 'late-write') {
      taken.push({ event: `demote.${siteIn(event)}`, writing: true });
    } else if (stage === undefined) taken.push({ event });
    else if (stage === 'withhold') {
      const last = taken.pop();
      if (last === undefined || !isCommand(last.event) || !isLogged(last.event)) return undefined;
      taken.push({ event: last.event, reach: stage });
    } else {
      const command = commandLeftAt(stage, event);
      if (command === undefined) return undefined;
      taken.push({ event: command, reach: stage });
    }
  }
  return taken;
}

const siteIn = (event: string): Site => (event.endsWith('.a') ? 'a' : 'b');

/** The first command that can be left at a stage. */
function commandLeftAt(stage: StageName, event: PairEvent): Command | undefined {
  const at = commandNames.map((name): Command => `${name}.${siteIn(event)}`);
  return at.find((command) =>
    [true, false].some((accepted) => stagesOf(command, accepted).includes(stage)),
  );
}
