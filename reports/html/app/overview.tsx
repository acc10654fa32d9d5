import type { Part } from './app.tsx';
import { Bars } from './bars.tsx';
import { Command } from './copy.tsx';
import { statusOrder } from './filter.ts';
import { Link } from './link.tsx';
import { Promises } from './promises.tsx';
import { StatusMark } from './status.tsx';
import { counted, duration } from './words.ts';

/** What the runs came to, all in all, and what happened in them. */
export function Overview(part: Part) {
  const { index } = part;
  const { rows, totals } = index;
  return (
    <section class="overview" aria-label="Overview">
      <Facts {...part} />
      <Kinds {...part} />
      <Reasons {...part} />
      {index.promised.length > 0 && <Promises {...part} />}
      {index.heading.command === 'simulate' && (
        <p class="note">
          Of all walks those are here that raised a suspicion, and were run again with an oracle.
        </p>
      )}
      <h2>What happened</h2>
      <div class="mix">
        <Bars title="Faults and their ends" counts={totals.faults} />
        <Bars
          title={index.driver === undefined ? 'Commands' : 'What was asked for'}
          counts={sums(totals.commands)}
          parts={totals.commands}
        />
        {index.driver === undefined && (
          <Bars title="What the daemons did" counts={totals.daemons} />
        )}
      </div>
      <p class="note">
        {counted(rows.length, 'scenario')}, {counted(totals.writes.acknowledged, 'write')}{' '}
        acknowledged, {totals.writes.lost.toLocaleString('en')} lost to{' '}
        {index.driver === undefined && 'forced '}failovers,{' '}
        {totals.writes.discarded.toLocaleString('en')} at neither site in the end.
      </p>
    </section>
  );
}

const sums = (named: Readonly<Record<string, Readonly<Record<string, number>>>>) =>
  Object.fromEntries(
    Object.entries(named).map(([name, counts]) => [
      name,
      Object.values(counts).reduce((sum, one) => sum + one, 0),
    ]),
  );

function Facts({ index }: Part) {
  const { heading, ending, commandLine, rows } = index;
  const facts: [string, string][] = [
    ['target', heading.target],
    ['modes', heading.modes.join(', ')],
    ['seed', heading.seed],
    ['splitbrain', heading.splitbrain],
    ...(ending === undefined ? [] : [['took', duration(ending.took)] satisfies [string, string]]),
    ...(ending?.interrupted === undefined
      ? []
      : [['interrupted', ending.interrupted] satisfies [string, string]]),
  ];
  return (
    <>
      <h1>
        {heading.command}: {counted(rows.length, 'scenario')}
      </h1>
      <ul class="tally">
        {statusOrder.map((status) => (
          <li key={status}>
            <b>{rows.filter((row) => row.status === status).length.toLocaleString('en')}</b>{' '}
            <StatusMark status={status} />
          </li>
        ))}
      </ul>
      <dl class="facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {commandLine !== undefined && <Command text={commandLine} />}
      {ending?.goOn !== undefined && (
        <>
          <p>It ended early; this goes on with it:</p>
          <Command text={ending.goOn} />
        </>
      )}
    </>
  );
}

/** Each kind of failure, and its simplest run. */
function Kinds({ index, place, go }: Part) {
  if (index.failures.length === 0) return null;
  return (
    <>
      <h2>What was broken</h2>
      <ul class="kinds">
        {index.failures.map(({ code, claim, known, mode, seeds }, number) => {
          const first = seeds.find((seed) => index.rows.some((row) => row.seed === seed));
          const there = { ...place, shrunk: true, ...(first !== undefined && { run: first }) };
          return (
            <li key={number}>
              <Link to={there} go={go}>
                <StatusMark status={known === undefined ? 'fail' : 'known'} /> <code>{code}</code>
              </Link>{' '}
              in {counted(seeds.length, 'run')}, {mode} mode
              {known !== undefined && `, as ${known} explains`}
              <p>{claim}</p>
            </li>
          );
        })}
      </ul>
    </>
  );
}

function Reasons({ index }: Part) {
  const reasons = Map.groupBy(
    index.rows.filter(({ status }) => status === 'inconclusive'),
    ({ why: [reason = ''] }) => reason,
  );
  if (reasons.size === 0) return null;
  return (
    <>
      <h2>Why runs were inconclusive</h2>
      <ul>
        {[...reasons].map(([reason, rows]) => (
          <li key={reason}>
            {counted(rows.length, 'run')}: {reason}
          </li>
        ))}
      </ul>
    </>
  );
}
