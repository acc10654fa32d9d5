import { deedText } from './deeds.ts';
import { type Facts, writesIn } from './facts.ts';
import { joined, writesText } from './words.ts';

/** What was wrong, in a clause; and of lost writes, where each was acknowledged. */
export function happened(facts: Facts): string[] {
  const { verdict, lost } = facts;
  const what = verdict.aspect === 'outcome' ? outcomeText(facts) : sightText(facts);
  if (lost.length === 0) return [what];
  const places = Map.groupBy(lost, ({ site, step }) => `acknowledged at ${site} in step ${step}`);
  const told = [...places].map(
    ([where, found]) => `${writesText(found.map(({ write }) => write))}, ${where}`,
  );
  return [what, `lost there: ${told.join('; ')}`];
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
