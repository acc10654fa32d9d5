import type { ComponentChildren } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { Chart } from './chart.tsx';
import { headHeight, type Layout, layoutOf } from './layout.ts';
import type { Chosen } from './moment.ts';
import type { Picture } from './picture.ts';

/** What a picture is drawn from. */
export type Drawing = Chosen & {
  readonly picture: Picture;
  /** Whether moments are as wide as they took, not all alike. */
  readonly toScale: boolean;
  /** What is drawn over the lanes; the same function as long as it draws the same. */
  readonly overLanes?: (layout: Layout) => ComponentChildren;
};

/** A run over time, one lane for each thing; the labels stay where they are. */
export function Lanes(drawing: Drawing) {
  const { picture, at, toScale } = drawing;
  const frame = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(800);
  useEffect(() => {
    const element = frame.current;
    if (element === null) return undefined;
    const watch = new ResizeObserver(() => setWidth(element.clientWidth));
    watch.observe(element);
    return () => watch.disconnect();
  }, []);
  const layout = useMemo(() => layoutOf(picture, width - 2, toScale), [picture, width, toScale]);
  useEffect(() => {
    const element = frame.current;
    if (element === null) return;
    const [left, right] = [
      layout.x(at),
      Math.min(layout.x(at + 1), layout.x(at) + element.clientWidth),
    ];
    if (left < element.scrollLeft) element.scrollLeft = left - layout.column;
    if (right > element.scrollLeft + element.clientWidth)
      element.scrollLeft = right + layout.column - element.clientWidth;
  }, [at, layout]);
  return (
    <section class="lanes" aria-label="The run over time">
      <Labels {...layout} />
      <div class="frame" ref={frame}>
        <Chart {...drawing} layout={layout} />
      </div>
    </section>
  );
}

const Labels = ({ lanes, titles, height }: Layout) => (
  <div class="labels" style={{ height: `${height}px` }} aria-hidden="true">
    <span style={{ top: `${headHeight - 22}px` }}>step</span>
    {titles.map(({ text, top }) => (
      <b key={text} style={{ top: `${top}px` }}>
        {text}
      </b>
    ))}
    {lanes.map(({ lane, top, height: high }) => (
      <span
        key={top}
        class={lane.name === 'link' ? 'link' : ''}
        style={{ top: `${top}px`, height: `${high}px` }}
      >
        {lane.label}
      </span>
    ))}
    <span style={{ top: `${height - 19}px` }}>time</span>
  </div>
);
