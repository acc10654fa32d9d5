import { bin, max, quantile } from 'd3-array';
import { scaleLinear, scaleSymlog } from 'd3-scale';

type Group = { readonly name: string; readonly values: readonly number[] };

type Shown = {
  readonly title: string;
  readonly about: string;
  readonly groups: readonly Group[];
  /** How a value is told. */
  readonly text: (value: number) => string;
  /** Whether values are whole numbers, a bar for each. */
  readonly whole?: true;
};

const width = 420;
const height = 30;

/** How many bars there are in a row. */
const bars = 42;

/** A row for each group: how many, the middle, the ends, and a histogram; all on one scale. */
export function Distributions({ title, about, groups, text, whole }: Shown) {
  const most = max(groups, ({ values }) => max(values)) ?? 0;
  const end = Math.max(most, 1);
  const scale = whole ? scaleLinear([0, end + 1], [0, width]) : scaleSymlog([0, end], [0, width]);
  if ('constant' in scale) scale.constant(Math.max(1, end / 50));
  const edges = whole
    ? Array.from(
        { length: Math.min(bars, end) },
        (_, index) => ((end + 1) * (index + 1)) / Math.min(bars, end + 1),
      )
    : Array.from({ length: bars - 1 }, (_, index) => scale.invert((width * (index + 1)) / bars));
  const binned = bin()
    .domain([0, whole ? end + 1 : end])
    .thresholds(edges);
  return (
    <table class="distributions">
      <caption>
        {title}
        <small>{about}</small>
      </caption>
      <thead>
        <tr>
          <th scope="col">Fault</th>
          <th scope="col" class="end">
            n
          </th>
          <th scope="col" class="end">
            median
          </th>
          <th scope="col" class="end">
            95 %
          </th>
          <th scope="col" class="end">
            most
          </th>
          <th scope="col">
            <Scale scale={scale} end={end} text={text} middle={whole !== true} />
          </th>
        </tr>
      </thead>
      <tbody>
        {groups.map(({ name, values }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td class="end">{values.length.toLocaleString('en')}</td>
            <td class="end">{text(quantile(values, 0.5) ?? 0)}</td>
            <td class="end">{text(quantile(values, 0.95) ?? 0)}</td>
            <td class="end">{text(max(values) ?? 0)}</td>
            <td class="plot">
              <Histogram
                bins={binned([...values])}
                scale={scale}
                median={quantile(values, 0.5) ?? 0}
                whole={whole === true}
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

type Bins = readonly (readonly number[] & { x0?: number | undefined; x1?: number | undefined })[];
type Place = (value: number) => number;

type HistogramProps = {
  readonly bins: Bins;
  readonly scale: Place;
  readonly median: number;
  readonly whole: boolean;
};

function Histogram({ bins, scale, median, whole }: HistogramProps) {
  const tallest = Math.max(1, ...bins.map(({ length }) => length));
  return (
    <svg viewBox={`0 0 ${width} ${height}`} width={width} height={height} aria-hidden="true">
      {bins.map(({ length, x0 = 0, x1 = 0 }) => {
        const high = length === 0 ? 0 : Math.max(1.5, ((height - 4) * length) / tallest);
        const [from, to] = [scale(x0), scale(x1)];
        return (
          <rect
            key={x0}
            x={from + 0.5}
            y={height - high}
            width={Math.max(0, to - from - 1)}
            height={high}
          />
        );
      })}
      <path
        class="median"
        d={`M${scale(whole ? median + 0.5 : median)} ${height} v-${height - 2}`}
      />
    </svg>
  );
}

/** The values that the scale begins and ends with, and one between. */
const Scale = ({
  scale,
  end,
  text,
  middle,
}: {
  scale: Place & { invert: Place };
  end: number;
  text: Shown['text'];
  middle: boolean;
}) => (
  <span class="scale" style={{ width: `${width}px` }}>
    <span>{text(0)}</span>
    {middle && <span>{text(scale.invert(width / 2))}</span>}
    <span>{text(end)}</span>
  </span>
);
