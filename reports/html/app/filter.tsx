import { useEffect, useRef } from 'preact/hooks';
import type { Row, Status } from '../data.ts';
import { statusOrder } from './filter.ts';
import type { Go, Place } from './place.ts';
import { StatusMark } from './status.tsx';

/** What the list is filtered by, and searched for. */
export function Filter({ rows, place, go }: { rows: readonly Row[]; place: Place; go: Go }) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const focus = (event: KeyboardEvent) => {
      if (event.key !== '/' || event.target instanceof HTMLInputElement) return;
      event.preventDefault();
      input.current?.focus();
    };
    addEventListener('keydown', focus);
    return () => removeEventListener('keydown', focus);
  }, []);
  return (
    <div class="filter">
      <Statuses rows={rows} place={place} go={go} />
      <label class="search">
        <span>Search</span>
        <input
          ref={input}
          type="search"
          value={place.search}
          placeholder="seed, promise, fault, mode    press /"
          onInput={({ currentTarget }) => go({ ...place, search: currentTarget.value }, 'change')}
        />
      </label>
    </div>
  );
}

function Statuses({ rows, place, go }: { rows: readonly Row[]; place: Place; go: Go }) {
  const counts = Map.groupBy(rows, ({ status }) => status);
  const isShown = (one: Status) =>
    one === 'fail' || one === 'pass' || counts.has(one) || place.status.includes(one);
  return (
    <fieldset>
      <legend>Show only</legend>
      {statusOrder.filter(isShown).map((one) => {
        const on = place.status.includes(one);
        const others = place.status.filter((other) => other !== one);
        return (
          <button
            key={one}
            type="button"
            aria-pressed={on}
            onClick={() => go({ ...place, status: on ? others : [...others, one] })}
          >
            <StatusMark status={one} /> <b>{(counts.get(one)?.length ?? 0).toLocaleString('en')}</b>
          </button>
        );
      })}
    </fieldset>
  );
}
