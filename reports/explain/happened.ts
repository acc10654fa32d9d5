import { peerOf } from '../../model/site.ts';
import { deedText } from './deeds.ts';
import { type Facts, type Lost, writesIn } from './facts.ts';
import { joined, writesText } from './words.ts';

/** What was wrong, in a clause. */
export const happened = (facts: Facts): string =>
  facts.verdict.aspect === 'outcome' ? outcomeText(facts) : sightText(facts);

/** Which writes are lost or gone, where each was acknowledged, and where it still was; undefined for none. */
export function lossText({ verdict: { site }, lost, gone, before }: Facts): string | undefined {
  if (lost.length === 0) {
    return gone.length === 0 ? undefined : `gone from both sites: ${acknowledgedText(gone)}`;
  }
  const peer = peerOf(site);
  const there = lost.every(({ write }) => before?.[peer].writes.includes(write));
  const kept = there ? `; ${peer} still had ${lost.length === 1 ? 'it' : 'them'}` : '';
  return `lost at ${site}: ${acknowledgedText(lost)}${kept}`;
}

/** Writes, each with where it was acknowledged. */
function acknowledgedText(writes: readonly Lost[]): string {
  const places = Map.groupBy(writes, ({ site, step }) => `acknowledged at ${site} in step ${step}`);
  return [...places]
    .map(([where, found]) => `${writesText(found.map(({ write }) => write))}, ${where}`)
    .join('; ');
}

function outcomeText({ verdict: { seen, allowed }, failing, number }: Facts): string {
  const deed = `${deedText(failing.step)}, step ${number},`;
  const due = joined(allowed, 'or') || 'nothing';
  if (seen === 'ok') return `${deed} was accepted, and should have been refused with ${due}`;
  if (seen === 'HANG') return `${deed} got no answer, and should have come to ${due}`;
  if (seen === 'CRASH') return `${deed} brought its client down, and should have come to ${due}`;
  const refused = `${deed} was refused with ${seen}`;
  return allowed.includes('ok')
    ? `${refused}, and should have been done`
    : `${refused}, not with ${due}`;
}

function sightText({ verdict: { aspect, site, seen, allowed }, failing, number }: Facts): string {
  const when = `after step ${number}, ${deedText(failing.step)},`.replace(/,,$/, ',');
  const due = (text: (one: string) => string) => joined(allowed.map(text), 'or') || 'nothing';
  const content = (one: string) => {
    const writes = writesIn(one);
    return writes === undefined ? one : writesText(writes);
  };
  switch (aspect) {
    case 'content':
      return `${when} the image at ${site} holds ${content(seen)}; it should hold ${due(content)}`;
    case 'role':
      return `${when} the image at ${site} is ${seen}; it should be ${due(String)}`;
    case 'status':
      return `${when} what is said of ${site} is "${seen}"; it should be ${due((one) => `"${one}"`)}`;
    case 'left':
      return `${when} ${site} still keeps something of an image that is gone: ${seen}`;
    case 'blocked':
      return `${when} ${site} has blocked clients, ${seen}; it should block ${due(String)}`;
    default:
      return `${when} the ${aspect} of the image at ${site} is: ${seen}; it should be: ${due(String)}`;
  }
}
