import type { RunRecord } from '../../conformance/record.ts';
import { word } from './place.ts';

type Failed = Extract<RunRecord['verdict'], { kind: 'fail' }>;

/** Whether a run ends with what it fails by. One that goes on, after a known deviation, is about what comes of that. */
export const endsFailing = ({ verdict, steps }: RunRecord): boolean =>
  verdict.kind === 'fail' && verdict.step === steps.length - 1;

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
export function judgeLines(verdict: Failed, settles: boolean, tried: boolean): string[] {
  const { aspect, site, seen, allowed } = verdict;
  const may = allowed.length === 0 ? 'nothing' : allowed.join('; or ');
  if (aspect === 'outcome') return compared('$answer', 'it came to', seen, verdict);
  if (aspect === 'blocked') {
    return [`out_of_reach ${word(`whom ${site} has blocked is not told here; allowed: ${may}`)}`];
  }
  const look = looks[aspect];
  const wait = settles
    ? `${tried ? 'PATIENCE=$((STEADY + 5)) ' : ''}wait_and_see ${look} ${site} ${word(seen)}`
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
    ...unlike(said, what, [seen, ...allowed]),
    `  *) shown "${said} ${what}, otherwise than in the run this was made of; allowed: "${word(may)} ;;`,
    'esac',
  ];
}

/** What neither shows a failure nor is what should be: no answer, and a refusal where it may be refused. */
function unlike(said: string, what: string, known: readonly string[]): string[] {
  const [, ...allowed] = known;
  const silent = ['ETIMEDOUT', 'HANG', 'unreachable'].filter((one) => !known.includes(one));
  const refused = allowed.some((one) => /^E[A-Z]+$/.test(one));
  return [
    ...(silent.length > 0
      ? [`  ${silent.map(word).join(' | ')}) not_set_up "${said} ${what}" ;;`]
      : []),
    ...(refused ? [`  E*) not_shown "${said} ${what}, which is a refusal as well" ;;`] : []),
  ];
}
