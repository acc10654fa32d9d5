import { useEffect, useRef, useState } from 'preact/hooks';

/** How high a row is, in `rem`: all are alike, so that only those in sight need to be there. */
const rowRem = 2;

/** Rows beyond those in sight, so that none is missed while one scrolls. */
const margin = 20;

/** Which of many rows of one height are in sight, in an element that scrolls. */
export function useWindow(count: number) {
  const scroller = useRef<HTMLDivElement>(null);
  const [seen, setSeen] = useState({ from: 0, to: 60, row: 32 });
  useEffect(() => {
    const element = scroller.current;
    if (element === null) return undefined;
    const look = () => {
      const row = rowRem * Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
      const from = Math.max(0, Math.floor(element.scrollTop / row) - margin);
      setSeen({ from, to: from + Math.ceil(element.clientHeight / row) + 2 * margin, row });
    };
    look();
    const watch = new ResizeObserver(look);
    watch.observe(element);
    element.addEventListener('scroll', look, { passive: true });
    return () => {
      watch.disconnect();
      element.removeEventListener('scroll', look);
    };
  }, []);
  const from = Math.min(seen.from, count);
  const to = Math.min(seen.to, count);
  return { from, to, above: from * seen.row, below: (count - to) * seen.row, scroller };
}
