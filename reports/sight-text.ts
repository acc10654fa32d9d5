import type { RunRecord } from '../conformance/record.ts';

type Sight = RunRecord['steps'][number]['sights']['a'];
type Shape = NonNullable<Sight['shape']>;

/** What was seen at a site, as one cell of a table: `primary stopped, writes 1 2`. */
export function sightText({ role, status, content, shape }: Sight): string {
  if (role === undefined || role === 'absent' || role === 'unreachable') return role ?? '';
  const told = status === undefined || status === 'none' ? role : `${role} ${status}`;
  if (content === undefined || typeof content === 'string') return told;
  const edits = shape === undefined ? '' : shapeText(shape);
  return `${told}, ${content.length === 0 ? 'no writes' : `writes ${content.join(' ')}`}${edits}`;
}

/** What an image shows of its edits, as far as there are any: `, size 2, snapshots 1 3`. */
function shapeText({ size, name, snapshots, metadata, clone, ...rest }: Shape): string {
  const parts = [
    size > 0 ? `size ${size}` : '',
    name > 0 ? `name ${name}` : '',
    snapshots.length > 0 ? `snapshots ${snapshots.join(' ')}` : '',
    rest.protected.length > 0 ? `protected ${rest.protected.join(' ')}` : '',
    metadata.length > 0 ? `metadata ${metadata.join(' ')}` : '',
    clone ? 'a clone' : '',
  ];
  return parts.flatMap((part) => (part === '' ? [] : `, ${part}`)).join('');
}
