import type { DriverRecord } from '../../conformance/drivers/record.ts';

/** How grave it is to break a promise: by its place among all, of which those about data stand first; 0 is the gravest. */
export function gravityAmong(codes: readonly string[]): (code: string) => number {
  const places = new Map(codes.map((code, place) => [code, place]));
  return (code) => places.get(code) ?? codes.length;
}

/** A run with a driver, its findings by gravity, and those alike as they were found. */
export function gravestFirst(record: DriverRecord, codes: readonly string[]): DriverRecord {
  const { verdict } = record;
  if (verdict.kind !== 'fail') return record;
  const gravity = gravityAmong(codes);
  const findings = verdict.findings.toSorted(
    (one, other) => gravity(one.code) - gravity(other.code) || one.step - other.step,
  );
  return { ...record, verdict: { ...verdict, findings } };
}
