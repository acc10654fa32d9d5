import type { RunRecord } from '../../conformance/record.ts';
import { word } from './place.ts';

type Failed = Extract<RunRecord['verdict'], { kind: 'fail' }>;

/** The functions that look at each quality of an image. */
const looks = {
  role: 'role_at',
  content: 'content_at',
  shape: 'shape_at',
  status: 'status_at',
  parent: 'parent_at',
  left: 'left_at',
} as const;

/** Seconds in which a role passes that is seen while it changes. */
const passing = 5;

/** Compares what the last step of a failure came to with what is allowed, and ends the script. */
export function judgeLines(verdict: Failed, settles: boolean): string[] {
  const { aspect, site, seen, allowed } = verdict;
  const may = allowed.length === 0 ? 'nothing' : allowed.join('; or ');
  if (aspect === 'outcome') return compared('$answer', 'it came to', seen, verdict);
  if (aspect === 'blocked') {
    return [`not_set_up ${word(`whom ${site} has blocked is not told here; allowed: ${may}`)}`];
  }
  const look = looks[aspect];
  const wait = settles
    ? `wait_and_see ${look} ${site} ${word(seen)}`
    : `STEADY=${passing} PATIENCE=${2 * passing} wait_and_see ${look} ${site} ${word(seen)}`;
  return [wait, ...compared('$seen', `the ${aspect} at ${site} is:`, seen, verdict)];
}

function compared(what: string, said: string, seen: string, { allowed }: Failed): string[] {
  const may = allowed.length === 0 ? 'nothing' : allowed.join('; or ');
  const fits = allowed.map((one) => (one === 'anything' ? '*' : word(one))).join(' | ');
  return [
    `case ${what} in`,
    ...(fits === '' ? [] : [`  ${fits}) not_shown "${said} ${what}" ;;`]),
    `  ${word(seen)}) shown "${said} ${what}; allowed: "${word(may)} ;;`,
    `  *) shown "${said} ${what}, otherwise than in the run this was made of; allowed: "${word(may)} ;;`,
    'esac',
  ];
}
