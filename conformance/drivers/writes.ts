import type { Site } from '../../model/site.ts';
import type { Clusters } from './clusters.ts';
import type { Found } from './judge.ts';
import type { LedgerVolume } from './ledger.ts';

/** How long a client goes on trying where it is refused: a mirror daemon may have the image's lock yet. */
const patienceMs = 30_000;

const retryMs = 1000;

/** What a client's writes came to. */
export interface Written {
  readonly answer: string;
  /** Those that were acknowledged. */
  readonly writes: readonly number[];
  /** The number of the one that was not, if one was not. */
  readonly refused?: number;
  readonly found: readonly Found[];
}

/**
 * A client writes to a volume where its driver led it. `well`: all is told to be well there, so that a refusal which
 * does not pass is a finding.
 */
export async function write(
  clusters: Clusters,
  site: Site,
  volume: LedgerVolume,
  { blocks, well }: { readonly blocks: number; readonly well: boolean },
): Promise<Written> {
  const writes: number[] = [];
  let answer = 'ok';
  for (let block = 0; block < blocks && answer === 'ok'; block += 1) {
    volume.highest += 1;
    answer = await tried(clusters, site, volume, well);
    if (answer === 'ok') writes.push(volume.highest);
  }
  volume.acknowledged.push(...writes);
  const refused: Found = {
    code: 'status-tells-the-truth',
    volume: volume.number,
    aspect: `write ${answer}`,
    saw: `told "${volume.told}", primary at ${site}, and no write is taken: ${answer}`,
  };
  if (answer === 'ok') return { answer, writes, found: [] };
  return { answer, writes, refused: volume.highest, found: well ? [refused] : [] };
}

async function tried(clusters: Clusters, site: Site, volume: LedgerVolume, again: boolean) {
  const end = clusters.now() + patienceMs;
  for (;;) {
    const answer = await clusters.write(site, volume.image, volume.highest);
    if (answer === 'ok' || !again || clusters.now() >= end) return answer;
    await clusters.pause(retryMs);
  }
}
