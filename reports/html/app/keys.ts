import type { Column } from './picture.ts';

/** The moment that a key leads to; undefined for a key that is not meant for the viewer. */
export function keyed(
  { key, target, ctrlKey, altKey, metaKey }: KeyboardEvent,
  at: number,
  columns: readonly Column[],
): number | undefined {
  if (ctrlKey || altKey || metaKey || target instanceof HTMLInputElement) return undefined;
  const last = columns.length;
  const steps = [0, ...columns.flatMap(({ number }, index) => (number ? [index + 1] : []))];
  switch (key) {
    case 'ArrowLeft':
      return Math.max(0, at - 1);
    case 'ArrowRight':
      return Math.min(last, at + 1);
    case 'ArrowUp':
      return steps.findLast((step) => step < at) ?? 0;
    case 'ArrowDown':
      return steps.find((step) => step > at) ?? last;
    case 'Home':
      return 0;
    case 'End':
      return last;
    case 'f':
      return nextFailing(at, columns);
    default:
      return undefined;
  }
}

/** The next moment at which the run failed, the first one after the last. */
function nextFailing(at: number, columns: readonly Column[]): number | undefined {
  const failing = columns.flatMap((column, index) => (column.failing ? [index + 1] : []));
  return failing.find((moment) => moment > at) ?? failing[0];
}
