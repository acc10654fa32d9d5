import type { DriverRecord, VolumeStepRecord } from '../../conformance/drivers/record.ts';

type Call = NonNullable<VolumeStepRecord['calls']>[number];

/** A call of Ceph's libraries: an image of the run by its place among those, and no times below a millisecond. */
type PackedCall = Omit<Call, 'image'> & { readonly image: string | number | null };

type PackedStep = Omit<VolumeStepRecord, 'calls'> & { readonly calls?: readonly PackedCall[] };

/** A run with a driver, made small: of ten thousand, the names of images are a fifth, and fractions of milliseconds a tenth. */
export type PackedDriven = Omit<DriverRecord, 'steps'> & { readonly steps: readonly PackedStep[] };

/** Makes a run small. */
export function packDriven({ steps, ...record }: DriverRecord): PackedDriven {
  const places = new Map(Object.keys(record.images).map((image, place) => [image, place]));
  const packed = ({ image, ms, ...call }: Call): PackedCall => ({
    ...call,
    ms: Math.round(ms),
    image: image === null ? null : (places.get(image) ?? image),
  });
  return {
    ...record,
    steps: steps.map(({ calls, ...step }) => ({
      ...step,
      ...(calls && { calls: calls.map(packed) }),
    })),
  };
}

/** Makes it whole again, but for fractions of milliseconds. */
export function unpackDriven({ steps, ...record }: PackedDriven): DriverRecord {
  const images = Object.keys(record.images);
  const whole = ({ image, ...call }: PackedCall): Call => ({
    ...call,
    image: typeof image === 'number' ? (images[image] ?? null) : image,
  });
  return {
    ...record,
    steps: steps.map(({ calls, ...step }) => ({
      ...step,
      ...(calls && { calls: calls.map(whole) }),
    })),
  };
}
