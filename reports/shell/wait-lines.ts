import type { RunRecord } from '../../conformance/record.ts';
import { peerOf, type Site, sites } from '../../model/site.ts';
import { type ShellPlace, word } from './place.ts';

type StepRecord = RunRecord['steps'][number];
type Internal = StepRecord['daemons'][number];

/** What a mirror daemon does, by its name and site. */
const parted = (internal: Internal): { readonly name: string; readonly site: Site } => ({
  name: internal.replace(/\.[ab]$/, ''),
  site: internal.endsWith('.a') ? 'a' : 'b',
});

/** What the daemons did in a step, the one that it let included. */
export function daemonsIn({ daemons, step }: StepRecord): readonly Internal[] {
  if (step.do !== 'let') return daemons;
  return [...daemons, `${step.daemon}.${step.site}`];
}

/** Ends that a copy is at some of its objects. */
const ended = /^(sync-done|create-copy|delete-copy|begin-resync|stop-replay)$/;

/** The sites whose copies are at some of their objects after these steps of daemons. */
export function halfAfter(half: ReadonlySet<Site>, daemons: readonly Internal[]): Set<Site> {
  const now = new Set(half);
  for (const { name, site } of daemons.map(parted)) {
    if (name === 'sync-part') now.add(site);
    if (ended.test(name)) now.delete(site);
  }
  return now;
}

/** Waits until a copy is at some of its objects, and goes on at once. */
export function catchLine(site: Site, { mode }: ShellPlace): string {
  return mode === 'journal' ? `catch_first_copy ${site}` : `catch_snapshot ${site} ${peerOf(site)}`;
}

/** How a step of a daemon is seen to be done, by those that can be seen. */
const seenBy: Readonly<Record<string, (site: Site, place: ShellPlace) => string>> = {
  'create-copy': (site) => `is_there ${site}`,
  'delete-copy': (site) => `is_gone ${site}`,
  'sync-done': (site, { mode }) =>
    mode === 'journal' ? `status_is ${site} replaying` : `is_copied ${site} ${peerOf(site)}`,
  replay: (site) => `has_replayed ${site}`,
  'split-brain': (site) => `status_is ${site} split-brain`,
  'copy-parent': (site) => `has_parent ${site}`,
  'delete-parent': (site) => `lacks_parent ${site}`,
};

const awaited = (name: string, site: Site, test: string): string =>
  `until_true ${test} || astray '${site} does not come to: ${name}'`;

/**
 * Waits for what daemons did before a command, each once; what cannot be seen is told, and given a moment: one of
 * many, where it is tried at many.
 */
export function waitLines(
  daemons: readonly Internal[],
  place: ShellPlace,
  tried: boolean,
): string[] {
  const lines = daemons.map(parted).map(({ name, site }) => {
    if (tried && name === 'bootstrap') return `until_seen ${site}`;
    const test = seenBy[name]?.(site, place);
    if (test === undefined)
      return `# The daemons of ${site} take a step that no command shows: ${name}.`;
    return awaited(name, site, test);
  });
  const hidden = lines.some((line) => line.startsWith('#'));
  return [...new Set(lines), ...(hidden ? [tried ? 'sleep "$MOMENT"' : 'sleep 2'] : [])];
}

/** What is mirrored has a status; where nothing is promised of it, a simulated pair tells none. */
const mirrored = /^(primary|nonprimary|creating|disabling)$/;

/** Waits until both clusters show what a settled pair did, of the parent of its clones first. */
export function settleLines(done: StepRecord, place: ShellPlace): string[] {
  const ofParent = daemonsIn(done)
    .map(parted)
    .flatMap(({ name, site }) => {
      const test = name.endsWith('-parent') ? seenBy[name]?.(site, place) : undefined;
      return test === undefined ? [] : [awaited(name, site, test)];
    });
  const ofImage = sites.map((site) => {
    const { role, status, content } = done.sights[site];
    const told = status === 'none' && mirrored.test(role ?? '') ? undefined : status;
    const seen = [role, told, contentText(content)].map((one) => word(one ?? '-'));
    return `settles_as ${site} ${seen.join(' ')}`;
  });
  return [...ofParent, ...ofImage];
}

/** What was read of an image, as scripts say it. */
export function contentText(content: StepRecord['sights']['a']['content']): string | undefined {
  if (content === undefined || typeof content === 'string') return content;
  return content.length === 0 ? 'no writes' : `writes ${content.join(' ')}`;
}
