import type { RunRecord } from '../../../conformance/record.ts';
import { replaySeed } from '../../commands.ts';
import { Command } from './copy.tsx';
import { Explained } from './explained.tsx';
import { StatusMark } from './status.tsx';
import type { Viewed } from './viewer.tsx';
import { counted } from './words.ts';

/** What a run came to: what it broke, which write was lost, and how to see it again. */
export function Verdict(viewed: Viewed) {
  const { index, record, course, explained, failure } = viewed;
  const { verdict, mode, target, scenario, seed, writes } = record;
  const row = index.rows.find((one) => one.seed === seed);
  return (
    <section class={`verdict ${verdict.kind}`} aria-label="Verdict">
      <h1>
        <StatusMark status={row?.status ?? verdict.kind} />
        <code>{seed}</code>
        <small>
          {mode} mode, on {target}
          {scenario === 'generated' ? '' : `, ${scenario}`}, {counted(writes.acknowledged, 'write')}{' '}
          acknowledged, {writes.lost} lost, {writes.discarded} discarded
        </small>
      </h1>
      {verdict.kind === 'fail' && (
        <p class="claim">
          <code>{verdict.code}</code> {failure?.claim ?? ''}
          {verdict.known !== undefined && <> Explained by the deviation {verdict.known}.</>}
        </p>
      )}
      {verdict.kind === 'inconclusive' && (
        <p class="claim">
          Step {verdict.step + 1}: {verdict.reason}
        </p>
      )}
      <Explained sentences={explained} />
      <Replay {...viewed} />
      {!course.certain && (
        <p class="note">
          Nobody saw what the daemons did: their steps here are one way of several that explains all
          that was observed.
        </p>
      )}
      {course.ends !== undefined && <p class="note">The picture ends early: {course.ends}.</p>}
    </section>
  );
}

/** The commands that show it again; and the way between the run as it was, and its simplest form. */
function Replay({ place, go, record, failure, shrunk }: Viewed) {
  const { at: _, ...rest } = place;
  const command = commandFor(record, shrunk ? failure?.replay : undefined);
  return (
    <div class="replay">
      {command !== undefined && <Command text={command} />}
      {failure !== undefined && (
        <fieldset>
          <legend>Show</legend>
          {[false, true].map((simplest) => (
            <button
              key={simplest}
              type="button"
              aria-pressed={simplest === shrunk}
              onClick={() => go({ ...rest, shrunk: simplest })}
            >
              {simplest ? 'shortest form' : 'as it ran'}
            </button>
          ))}
        </fieldset>
      )}
    </div>
  );
}

const commandFor = (record: RunRecord, bundle: string | undefined): string | undefined =>
  bundle ?? replaySeed(record);
