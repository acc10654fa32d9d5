import type { VolumeStepRecord } from '../conformance/drivers/record.ts';

type Call = NonNullable<VolumeStepRecord['calls']>[number];

/** What librbd's Python module calls the arguments whose values alone say nothing. */
const argumentNames: Readonly<Record<string, readonly string[]>> = {
  mirror_image_enable: ['mode'],
  mirror_image_disable: ['force'],
  mirror_image_promote: ['force'],
  mirror_image_create_snapshot: ['flags'],
  update_features: ['features', 'enabled'],
  create: ['size', 'order'],
  resize: ['size'],
  remove_snap2: ['name', 'flags'],
  trash_move: ['name', 'delay'],
};

/** A call of librbd as its caller would write it: `mirror_image_promote(force=true)`. */
export function callText({ call, args }: Pick<Call, 'call' | 'args'>): string {
  const names = argumentNames[call] ?? [];
  const shown = args.map((value, index) => {
    const name = names[index];
    return `${name === undefined ? '' : `${name}=`}${JSON.stringify(value)}`;
  });
  return `${call}(${shown.join(', ')})`;
}
