import { replayDriven, replaySeed } from '../../commands.ts';
import type { Row, ShortestEntry } from '../data.ts';
import type { Part } from './app.tsx';
import { Command, Copy } from './copy.tsx';
import { found } from './found.ts';
import { Link } from './link.tsx';
import { StatusMark } from './status.tsx';
import { counted } from './words.ts';

/** So many seeds of one kind are listed: all others are in the list of scenarios. */
const most = 50;

/** The seeds of what failed, each with the command that replays it. */
export function Seeds({ index, place, go }: Part) {
  const { failures, rows, driver } = index;
  const open = rows.filter(({ status }) => status === 'inconclusive');
  const kinds = driver === undefined ? [] : found(rows, Object.keys(driver.claims));
  return (
    <section class="seeds" aria-label="Seeds">
      <h1>Seeds to hand over</h1>
      <p>
        The same seed makes the same scenario on any machine; on simulated clusters, the same run.
      </p>
      {failures.length + kinds.length === 0 && <p>Nothing failed.</p>}
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
          <Lines {...{ index, place, go }} runs={seeds.map((seed) => ({ seed }))} />
        </section>
      ))}
      {kinds.map(({ kind, mode, runs }) => (
        <section key={`${mode} ${kind}`}>
          <h2>
            <StatusMark status="fail" /> {kind}, {mode} mode, {counted(runs.length, 'run')}
          </h2>
          {index.shortest
            .filter((one) => one.kind === kind && one.mode === mode)
            .map((one) => (
              <Shortest key={one.id} {...{ index, place, go, one }} />
            ))}
          <Lines {...{ index, place, go, runs }} />
        </section>
      ))}
      {open.length > 0 && (
        <section>
          <h2>
            <StatusMark status="inconclusive" /> {counted(open.length, 'run')}
          </h2>
          <Lines {...{ index, place, go }} runs={open} />
        </section>
      )}
    </section>
  );
}

const Shortest = ({ place, go, one }: Part & { readonly one: ShortestEntry }) => {
  const there = { ...place, run: one.id };
  return (
    <>
      <p>
        <Link to={there} go={go}>
          The shortest run
        </Link>{' '}
        that shows it has {counted(one.steps, 'step')}:
      </p>
      <Command text={one.replay} />
    </>
  );
};

type Seeded = Pick<Row, 'seed' | 'id' | 'target'>;

const Lines = ({ index, place, go, runs }: Part & { readonly runs: readonly Seeded[] }) => (
  <ul>
    {runs.slice(0, most).map(({ seed, id = seed, target = index.heading.target }) => {
      const there = { ...place, run: id };
      const { driver } = index;
      const of = { seed, target };
      const command = driver === undefined ? replaySeed(of) : replayDriven(of, driver.name);
      return (
        <li key={id}>
          <Link to={there} go={go}>
            {seed}
          </Link>
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
