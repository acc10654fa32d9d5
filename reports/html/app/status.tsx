import type { Status } from '../data.ts';

/** What a status is called. */
export const statusWords: Readonly<Record<Status, string>> = {
  fail: 'failed',
  flaky: 'flaky',
  known: 'known',
  inconclusive: 'inconclusive',
  pass: 'passed',
};

/** A shape for each status, so that it needs no colour to be told. */
const shapes: Readonly<Record<Status, string>> = {
  fail: 'M2 2 L10 10 M10 2 L2 10',
  flaky: 'M1 7 Q3.5 0 6 6 T11 5',
  known: 'M6 1.5 L10.5 6 L6 10.5 L1.5 6 Z',
  inconclusive: 'M3.5 4.2 a2.6 2.6 0 1 1 3.6 2.3 q-1 .5 -1 1.4 M6 10 v.6',
  pass: 'M1.8 6.4 L4.8 9.4 L10.2 3',
};

/** A status: its shape, and its name, or another text. */
export const StatusMark = ({
  status,
  text = statusWords[status],
}: {
  status: Status;
  text?: string;
}) => (
  <span class={`status ${status}`}>
    <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
      <path d={shapes[status]} />
    </svg>
    {text}
  </span>
);
