import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Part } from './app.tsx';
import { keyed } from './keys.ts';
import type { Column } from './picture.ts';

/** The chosen moment, and how another is chosen: all parts of a viewer have the same. */
export type Chosen = { readonly at: number; readonly setAt: (at: number) => void };

/**
 * The moment that the address names, or the one that matters most: that of the gravest failure, or the first
 * at which the run failed, or else its end. Keys choose another.
 */
export function useMoment({ place, go }: Part, columns: readonly Column[]): Chosen {
  const last = columns.length;
  const gravest = columns.findIndex((column) => column.gravest);
  const failing = gravest < 0 ? columns.findIndex((column) => column.failing) : gravest;
  const at = Math.min(place.at ?? (failing < 0 ? last : failing + 1), last);
  // A key may be pressed again before what the last one led to is shown.
  const now = useRef(at);
  now.current = at;
  const setAt = (next: number) => {
    now.current = Math.max(0, Math.min(last, next));
    go({ ...place, at: now.current }, 'change');
  };
  useLayoutEffect(() => {
    const press = (event: KeyboardEvent) => {
      const next = keyed(event, now.current, columns);
      if (next === undefined) return;
      event.preventDefault();
      setAt(next);
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  });
  return { at, setAt };
}
