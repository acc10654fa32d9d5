import { useEffect, useMemo, useState } from 'preact/hooks';
import type { Payload } from '../data.ts';
import { unpackDriven } from '../pack-driven.ts';
import { unpack } from '../unpack.ts';
import type { Part } from './app.tsx';
import type { Payloads } from './blocks.ts';
import { DriverViewer } from './driver-viewer.tsx';
import { Link } from './link.tsx';
import { Viewer } from './viewer.tsx';

/** The page of one run: reads it, and shows it once it is there. */
export function RunPage({
  index,
  place,
  go,
  payloads,
  run,
}: Part & { payloads: Payloads; run: string }) {
  const number = useMemo(
    () => index.rows.findIndex(({ seed, id = seed }) => id === run),
    [index, run],
  );
  const failure = index.failures[index.rows[number]?.failure ?? -1];
  const shortest = index.shortest.find(({ id }) => id === run);
  const shrunk = place.shrunk && failure !== undefined;
  const wanted = shrunk ? failure.shrunk : (shortest?.payload ?? number);
  const [read, setRead] = useState<{ readonly wanted: number; readonly payload?: Payload }>();
  useEffect(() => {
    let current = true;
    payloads.of(wanted).then((payload) => {
      if (current) setRead({ wanted, ...(payload && { payload }) });
    });
    return () => {
      current = false;
    };
  }, [payloads, wanted]);
  const payload = read?.wanted === wanted ? read.payload : undefined;
  const course = useMemo(
    () => (payload && 'course' in payload ? unpack(payload) : undefined),
    [payload],
  );
  const driven = useMemo(
    () => (payload && 'driven' in payload ? unpackDriven(payload.driven) : undefined),
    [payload],
  );
  if (wanted < 0) return <p class="empty">There is no run of the seed {run} in this report.</p>;
  if (payload === undefined) return <p class="loading">Reading…</p>;
  const { run: _, at: __, ...list } = place;
  const back = { ...list, shrunk: false };
  return (
    <article class="run" aria-label={`Run ${run}`}>
      <p class="back">
        <Link to={back} go={go}>
          ← All scenarios
        </Link>
      </p>
      {'driven' in payload && driven !== undefined && (
        <DriverViewer
          key={wanted}
          {...{ index, place, go }}
          record={driven}
          lost={payload.lost}
          {...(shortest && { shortest })}
        />
      )}
      {'record' in payload && course !== undefined && (
        <Viewer
          key={wanted}
          {...{ index, place, go, course, shrunk }}
          record={payload.record}
          {...(payload.explained && { explained: payload.explained })}
          {...(failure && { failure })}
        />
      )}
    </article>
  );
}
