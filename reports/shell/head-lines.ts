import type { RunRecord } from '../../conformance/record.ts';
import { wrapped } from '../explain/explain.ts';
import { claimOf } from '../failure.ts';
import { endsFailing } from './judge-lines.ts';
import type { Named } from './needs.ts';

/** Characters of a comment at the top. */
const headWidth = 96;

/**
 * What a script says of itself at its top, as lines: what it shows, what it needs to be told, of that what it
 * uses, and what commands cannot say exactly.
 */
export function headLines(record: RunRecord, used: readonly Named[], body: string): string[] {
  const { verdict, seed, target, mode, scenario } = record;
  const made = scenario === 'generated' ? `the run ${seed}` : `the scenario "${scenario}"`;
  const failed = endsFailing(record);
  const paragraphs = [
    verdict.kind === 'fail'
      ? `Shows a failure, ${verdict.code}: ${claimOf(verdict.code)}`
      : 'Shows a run without failure.',
    `Made by splitbrain from ${made}, in ${mode} mode, on ${target}.`,
    'It needs bash, GNU coreutils and two clusters, A and B, that mirror a pool both ways, each with an ' +
      'rbd-mirror daemon. The environment says how to reach them; what is not said is as below.',
    [
      'A_RBD, B_RBD: the rbd command at each cluster',
      'POOL: the pool, mirrored per image',
      ...used.map(([name, { about }]) => `${name}: ${about}`),
      'PATIENCE: seconds to wait for what should happen, and for a command to answer',
    ],
    ...inexact(record, body),
    `It ends with 0 if ${failed ? 'it showed the failure' : 'all went as in the run'}, 1 if ` +
      `${failed ? 'the clusters did what they should' : 'it went otherwise'}, and 2 if it could not be ` +
      'set up. It leaves nothing behind.',
  ];
  return paragraphs
    .flatMap((part) => ['', ...(typeof part === 'string' ? wrapped(part, headWidth) : part)])
    .slice(1);
}

/** What commands cannot say exactly, where a run has it. */
function inexact({ steps }: RunRecord, body: string): string[] {
  const has = (test: (step: RunRecord['steps'][number]['step']) => boolean) =>
    steps.some(({ step }) => test(step));
  return [
    ...(has((step) => 'interrupt' in step && step.interrupt !== undefined)
      ? ['A client is killed midway.']
      : []),
    ...(/\bcatch_/.test(body)
      ? [
          'A copy is caught half-way by looking: with GAP, its size in objects of 64 KiB, it takes longer.',
        ]
      : []),
    ...(has((step) => step.do === 'demote' && step.writing !== undefined)
      ? [
          'A client writes on during the demotion: one that stays, and whose last write comes amid it.',
        ]
      : []),
    ...(body.includes('$MOMENT')
      ? [
          'The moment decides, and real clusters show it now and then only: TRIES moments are tried (60), up to AT_MOST seconds (0.4) after what comes before, AT_ONCE scripts at a time; MOMENT is one that is given.',
        ]
      : []),
    ...(/^out_of_reach/m.test(body)
      ? [
          'It is OUT OF REACH of plain commands, and ends with 3 once it has come to that; it says why.',
        ]
      : []),
    ...(/take a step that no command shows/.test(body)
      ? ['Some steps of daemons cannot be seen from outside: it waits a moment for them.']
      : []),
  ];
}
