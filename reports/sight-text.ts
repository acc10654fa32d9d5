import type { RunRecord } from '../conformance/record.ts';

type Sight = RunRecord['steps'][number]['sights']['a'];

/** What was seen at a site, as one cell of a table: `primary stopped, writes 1 2`. */
export function sightText({ role, status, content }: Sight): string {
  if (role === undefined || role === 'absent' || role === 'unreachable') return role ?? '';
  const told = status === undefined || status === 'none' ? role : `${role} ${status}`;
  if (content === undefined || typeof content === 'string') return told;
  return `${told}, ${content.length === 0 ? 'no writes' : `writes ${content.join(' ')}`}`;
}
