/** A line of a mirror daemon's log, with those that belong to it. */
export type LogLine = {
  /** Milliseconds of the pair's clock at which it was written. */
  readonly at: number;
  readonly text: string;
};

/** The end of a mirror daemon's log. */
export interface DaemonLog {
  readonly text: string;
  /** Milliseconds since 1970, by the clock that the log has its times from, at which the pair's own clock was 0. */
  readonly opened: number;
}

/** Which lines are wanted. */
export interface Excerpt {
  /** Milliseconds of the pair's clock: from when, and until when. */
  readonly from: number;
  readonly to: number;
  /** The global id of the image that they are to be of, where that is known: others' are left out. */
  readonly image?: string | undefined;
}

/** How many lines are kept of a log, at most: the last ones. */
export const mostLines = 100;

/** How many characters of one are. */
const mostCharacters = 600;

/** As Ceph writes a line: the time with its zone, what wrote it, and what. */
const timed = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d+)([+-]\d{2}):?(\d{2})\s+(.*)$/;

/** How the mirror daemon names images in what it writes: `[2/GLOBAL-ID]`, `global_image_id=GLOBAL-ID`. */
const named = /(?:\[\d+\/|global_image_id[=:]\s*)([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/g;

/** The lines of a log that are about an image, or about none, from a time to another; at most {@link mostLines}. */
export function logLines({ text, opened }: DaemonLog, excerpt: Excerpt): readonly LogLine[] {
  const { from, to, image } = excerpt;
  const lines = linesIn(text).map(({ at, text: said }) => ({ at: at - opened, text: said }));
  return lines
    .filter(({ at, text: said }) => at >= from && at <= to && !isOfAnother(said, image))
    .map((line) => ({ at: Math.round(line.at), text: line.text.slice(0, mostCharacters) }))
    .slice(-mostLines);
}

/** What has no time of its own belongs to the line before; what comes before the first is a part of one, and left out. */
function linesIn(text: string): LogLine[] {
  const found: LogLine[] = [];
  for (const line of text.split('\n')) {
    const [, time, hours, minutes, said] = timed.exec(line) ?? [];
    const last = found.at(-1);
    if (time !== undefined && said !== undefined) {
      found.push({ at: Date.parse(`${time}${hours}:${minutes}`), text: said });
    } else if (last !== undefined && line !== '') {
      found[found.length - 1] = { ...last, text: `${last.text}\n${line}` };
    }
  }
  return found;
}

/** Whether a line names images, and this one is not among them. */
function isOfAnother(said: string, image: string | undefined): boolean {
  if (image === undefined) return false;
  const ids = [...said.matchAll(named)].map(([, id]) => id);
  return ids.length > 0 && !ids.includes(image);
}
