import { replaySeed } from '../../commands.ts';
import type { Part } from './app.tsx';
import { Command, Copy } from './copy.tsx';
import { hashOf } from './place.ts';
import { StatusMark } from './status.tsx';
import { counted } from './words.ts';

/** So many seeds of one kind are listed: all others are in the list of scenarios. */
const most = 50;

/** The seeds of what failed, each with the command that replays it. */
export function Seeds({ index, place, go }: Part) {
  const { failures, rows, heading } = index;
  const open = rows.filter(({ status }) => status === 'inconclusive').slice(0, most);
  return (
    <section class="seeds" aria-label="Seeds">
      <h1>Seeds to hand over</h1>
      <p>
        The same seed makes the same scenario on any machine; on simulated clusters, the same run.
      </p>
      {failures.length === 0 && <p>Nothing failed.</p>}
      {failures.map(({ code, known, mode, seeds, replay }, number) => (
        <section key={number}>
          <h2>
            <StatusMark status={known === undefined ? 'fail' : 'known'} /> {known ?? code}, {mode}{' '}
            mode, {counted(seeds.length, 'run')}
          </h2>
          {replay !== undefined && (
            <>
              <p>The shortest scenario that shows it:</p>
              <Command text={replay} />
            </>
          )}
          <Lines {...{ index, place, go }} seeds={seeds.slice(0, most)} target={heading.target} />
        </section>
      ))}
      {open.length > 0 && (
        <section>
          <h2>
            <StatusMark status="inconclusive" /> {counted(open.length, 'run')}
          </h2>
          <Lines
            {...{ index, place, go }}
            seeds={open.map(({ seed }) => seed)}
            target={heading.target}
          />
        </section>
      )}
    </section>
  );
}

type LinesProps = Part & { readonly seeds: readonly string[]; readonly target: string };

const Lines = ({ place, go, seeds, target }: LinesProps) => (
  <ul>
    {seeds.map((seed) => {
      const there = { ...place, run: seed };
      const command = replaySeed({ seed, target });
      return (
        <li key={seed}>
          <a
            href={hashOf(there)}
            onClick={(event) => {
              event.preventDefault();
              go(there);
            }}
          >
            {seed}
          </a>
          {command !== undefined && (
            <>
              <code>{command}</code>
              <Copy text={command} />
            </>
          )}
        </li>
      );
    })}
  </ul>
);
