import { type Site, sites } from '../model/site.ts';
import type { Stepper } from '../model/stepper.ts';
import { requestOf } from '../scenarios/events.ts';
import { Oracle } from './oracle/oracle.ts';
import type { RunRecord, StepRecord } from './record.ts';

/**
 * Judges a recorded run once more, against another model: whether that model allows all that was
 * observed. Nothing is run; a record holds every observation.
 */
export function explainedBy(model: Stepper, record: RunRecord): boolean {
  const oracle = new Oracle(model);
  return record.steps.every((step) => follows(oracle, step));
}

function follows(oracle: Oracle, { step, answer, writes, sights }: StepRecord): boolean {
  const request = requestOf(step);
  if (request.kind === 'settle') return oracle.settles(sights, false);
  if (request.kind === 'fault') oracle.fault(request.fault);
  for (const command of request.kind === 'commands' ? request.commands : []) {
    const site: Site = command.endsWith('.a') ? 'a' : 'b';
    if (oracle.command(command, site, answer ?? '', writes?.[0]) !== undefined) return false;
  }
  return sites.every((site) => oracle.saw(site, sights[site]) === undefined);
}
