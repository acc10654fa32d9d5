import type { Row } from '../data.ts';
import { gravityAmong } from '../gravity.ts';

/** A way in which a driver was found wanting in one mode, and the runs that met it. */
export type Found = {
  readonly kind: string;
  readonly mode: Row['mode'];
  readonly runs: readonly Row[];
};

/** Every such way, the gravest first by the order of `codes`, then that of most runs. */
export function found(rows: readonly Row[], codes: readonly string[]): readonly Found[] {
  const met = rows
    .filter(({ status }) => status === 'fail' || status === 'flaky')
    .flatMap((row) => row.why.map((kind) => ({ kind, row })));
  const gravity = gravityAmong(codes);
  const of = ({ kind }: Found) => gravity(kind.slice(0, kind.indexOf(':')));
  return [...Map.groupBy(met, ({ kind, row }) => `${row.mode} ${kind}`).values()]
    .flatMap(([first, ...more]) =>
      first === undefined
        ? []
        : [
            {
              ...{ kind: first.kind, mode: first.row.mode },
              runs: [first, ...more].map(({ row }) => row),
            },
          ],
    )
    .sort((one, other) => of(one) - of(other) || other.runs.length - one.runs.length);
}
