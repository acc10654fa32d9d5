import { modes } from '../../model/site.ts';
import { installedCheckers } from './checkers.ts';
import { type Exploration, splitbrain, xstateGraph } from './engines.ts';
import type { Measured } from './measure.ts';
import { steps } from './steps.ts';
import { byWorkers, type Workers } from './together.ts';

/** Tells on stderr what is being measured: it takes a minute or two. */
const say = (what: string) => process.stderr.write(`measuring ${what} ...\n`);

const number = (count: number) => Math.round(count).toLocaleString('en');

/** A table, the first row its head. */
function table(rows: readonly (readonly string[])[]): void {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  for (const row of rows) {
    const cells = row.map((cell, column) => {
      const width = widths[column] ?? 0;
      return column === 0 ? cell.padEnd(width) : cell.padStart(width);
    });
    process.stdout.write(`${cells.join('  ')}\n`);
  }
  process.stdout.write('\n');
}

function rates(mode: string, all: readonly Measured[]): void {
  const first = all[0]?.rate ?? Number.NaN;
  const ratio = ({ unit, rate }: Measured) =>
    unit === 'steps' ? `${(rate / first).toFixed(1)} x` : '';
  table([
    [`${mode} mode, the whole model`, 'per second', "XState's transition()"],
    ...all.map((one) => [`${one.what}, ${one.unit}`, number(one.rate), ratio(one)]),
  ]);
}

function explorations(all: readonly Exploration[]): void {
  const rate = ({ states, seconds }: Exploration) => states / seconds;
  const ours = all[0] === undefined ? Number.NaN : rate(all[0]);
  table([
    ['the small pair, explored', 'states', 'transitions', 'seconds', 'states/s', 'splitbrain is'],
    ...all.map((one) => [
      `${one.engine}${one.whole ? '' : ' (a part)'}`,
      number(one.states),
      number(one.transitions),
      one.seconds.toFixed(2),
      number(rate(one)),
      `${(ours / rate(one)).toFixed(1)} x`,
    ]),
  ]);
}

function threads(all: readonly Workers[]): void {
  const one = all[0]?.seconds ?? Number.NaN;
  table([
    ['the whole model, explored, promises watched', 'states', 'transitions', 'seconds', 'is'],
    ...all.map(({ workers, states, transitions, seconds }) => [
      `${workers} ${workers === 1 ? 'thread' : 'threads'}`,
      number(states),
      number(transitions),
      seconds.toFixed(2),
      `${(one / seconds).toFixed(2)} x`,
    ]),
  ]);
}

for (const mode of modes) rates(mode, await steps(mode, (what) => say(what)));
say('the explorer');
const best = [splitbrain(), splitbrain(), splitbrain()].sort((p, q) => p.seconds - q.seconds);
const { explored, missing } = await installedCheckers(say);
explorations([...best.slice(0, 1), ...explored, xstateGraph()]);
if (missing.length > 0) process.stdout.write(`not installed: ${missing.join('; ')}\n`);
threads(await byWorkers(say));
