import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Chosen } from './moment.ts';
import type { Column } from './picture.ts';
import { duration } from './words.ts';

type StepsProps = Chosen & {
  readonly columns: readonly Column[];
  /** What there was before the first of them. */
  readonly start: string;
};

/** Everything that happened, in order: steps of the scenario by their number, what daemons did between them. */
export function Steps({ columns, start, at, setAt }: StepsProps) {
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => {
    if (list.current !== null) showCurrent(list.current);
  }, [at]);
  return (
    <nav class="moments" aria-label="Steps">
      <ol ref={list}>
        <Line at={0} current={at === 0} go={setAt} kind="start">
          <span class="number" />
          <span>{start}</span>
        </Line>
        {columns.map((column, index) => (
          <Line
            key={index}
            at={index + 1}
            current={at === index + 1}
            go={setAt}
            kind={`${column.kind}${column.failing ? ' failing' : ''}`}
          >
            <span class="number">{column.number}</span>
            <span class="what">{column.text}</span>
            <Came {...column} />
          </Line>
        ))}
      </ol>
      <p class="hint">
        <kbd>←</kbd> <kbd>→</kbd> each moment, <kbd>↑</kbd> <kbd>↓</kbd> each step, <kbd>Home</kbd>{' '}
        <kbd>End</kbd>
        {columns.some(({ failing }) => failing) && (
          <>
            , <kbd>f</kbd> the failure
          </>
        )}
      </p>
    </nav>
  );
}

/** Scrolls the list, and not the page, to where the chosen moment is in sight. */
function showCurrent(list: HTMLElement): void {
  const line = list.querySelector<HTMLElement>('[aria-current]');
  if (line === null) return;
  const box = list.getBoundingClientRect();
  const { top, bottom } = line.getBoundingClientRect();
  if (top < box.top) list.scrollTop -= box.top - top;
  if (bottom > box.bottom) list.scrollTop += bottom - box.bottom;
}

/** What a moment came to. */
function Came({ kind, answer, writes = [], lost = [], note, at, failing }: Column) {
  if (kind === 'daemon') return null;
  const quiet = answer === 'ok' && kind !== 'step' ? undefined : answer;
  return (
    <span class="came">
      {failing && <b class="flag">✕ fails</b>}
      {quiet !== undefined && <span class={quiet === 'ok' ? 'ok' : 'refused'}>{quiet}</span>}
      {note !== undefined && <span>{note}</span>}
      {writes.length > 0 && <span title="the writes that it stamped">w{writes.join(' w')}</span>}
      {lost.length > 0 && (
        <b class="flag" title="acknowledged, and lost by a failover">
          ✕ lost: w{lost.join(' w')}
        </b>
      )}
      {at !== undefined && <time title="since the run began">{duration(at)}</time>}
    </span>
  );
}

type LineProps = {
  readonly at: number;
  readonly current: boolean;
  readonly go: (at: number) => void;
  readonly kind: string;
  readonly children: ComponentChildren;
};

const Line = ({ at, current, go, kind, children }: LineProps) => (
  <li class={kind}>
    <button type="button" aria-current={current ? 'step' : undefined} onClick={() => go(at)}>
      {children}
    </button>
  </li>
);
