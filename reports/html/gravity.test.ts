import { expect, test } from 'vitest';
import { drivenExample } from './driver-example.ts';
import { gravestFirst } from './gravity.ts';

test('findings stand by the place of what they break, and those alike as they were found', () => {
  const finding = { aspect: 'something', saw: 'something' };
  const findings = [
    { ...finding, code: 'stays-alive', step: 1 },
    { ...finding, code: 'one-writer', step: 7 },
    { ...finding, code: 'converges', step: 2 },
    { ...finding, code: 'one-writer', step: 3 },
  ] as const;
  const record = { ...drivenExample, verdict: { kind: 'fail', findings } } as const;
  const { verdict } = gravestFirst(record, ['one-writer', 'converges']);
  const sorted = verdict.kind === 'fail' ? verdict.findings : [];
  expect(sorted.map(({ step }) => step)).toEqual([3, 7, 2, 1]);
});

test('a run that was not found wanting is as it was', () => {
  const record = { ...drivenExample, verdict: { kind: 'pass' } } as const;
  expect(gravestFirst(record, ['one-writer'])).toBe(record);
});
