import { randomUUID } from 'node:crypto';
import type { Mode } from '../../model/site.ts';
import type { Place } from '../../scenarios/scenario.ts';
import type { Lab } from '../lab/lab.ts';
import type { ImagePlace } from '../lab/layout.ts';

/** Where the images of pool mode are: a lab's pool stays in image mode, and a namespace has its own. */
const pooled = 'pooled';

const namespaceFor = ({ namespace, poolMode }: Place): string | undefined =>
  namespace ?? (poolMode === 'pool' ? pooled : undefined);

/** Where a run's image is, by a name that no other image of a lab has. */
export function imagePlace(mode: Mode, where: Place): ImagePlace {
  const image = `${mode}-${randomUUID().slice(0, 8)}`;
  const namespace = namespaceFor(where);
  return namespace === undefined ? { image } : { image, namespace };
}

/**
 * Takes a lab in which the images of a run are mirrored where they are to be, and as that is to be; one
 * that cannot be made so is given back.
 */
export async function takeReady(
  where: Place,
  take: () => Promise<Lab>,
  giveBack: (lab: Lab) => Promise<void>,
): Promise<Lab> {
  const lab = await take();
  const namespace = namespaceFor(where);
  if (namespace === undefined) return lab;
  try {
    await lab.makeNamespace(namespace, where.poolMode);
  } catch (error) {
    await giveBack(lab);
    throw error;
  }
  return lab;
}
