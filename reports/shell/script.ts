import type { RunRecord } from '../../conformance/record.ts';
import { bodyLines } from './body.ts';
import { mendLines } from './fault-lines.ts';
import { headLines } from './head-lines.ts';
import { endsFailing } from './judge-lines.ts';
import { triedLines } from './moment.ts';
import { type Named, needs } from './needs.ts';
import { piecesFor } from './pieces.ts';
import { placeIn } from './place.ts';

/** Objects of 64 KiB between the blocks: few, or as many as make a copy take seconds. */
const gap = { usual: 16, caught: 2048 };

/**
 * A run as a plain shell script that does the same on any two clusters, with `rbd` and the like, and without
 * this tool. It ends with 0 if it shows what the run did, 1 if the clusters did what they should, 2 if it could not
 * be set up, and 3 if what the run did is out of reach of commands.
 */
export function shellScript(record: RunRecord): string {
  const place = placeIn(record);
  const body = bodyLines(record);
  const all = body.join('\n');
  const mend = mendLines(body);
  const text = [all, ...mend].join('\n');
  const functions = piecesFor(text, place.image('$1'));
  const used = Object.entries(needs).filter(([name]) =>
    isUsed(name, [text, ...functions].join('\n')),
  );
  const told = usedByUsual(used);
  const caught = /\bcatch_/.test(all) || record.steps.some(({ step }) => step.do === 'hold-parent');
  return [
    '#!/usr/bin/env bash',
    ...headLines(record, told, all).map((line) => `# ${line}`.trimEnd()),
    'set -u',
    ...variableLines(told, all, caught),
    ...placeLines(place.namespace),
    '',
    ...functions.flatMap((one) => [one, '']),
    '# Ends every fault that was struck.',
    `mend() {\n${[...mend, ':'].map((line) => `  ${line}`).join('\n')}\n}`,
    '# What it comes to where the clusters part from the run before its last step.',
    `astray() { ${endsFailing(record) ? 'not_set_up' : 'not_shown'} "$*"; }`,
    ...(all.includes('$MOMENT') ? triedLines(/^strike|_CEPH osd|_TELL_/m.test(all) ? 1 : 2) : []),
    'trap clean_up EXIT',
    "trap 'exit 2' INT TERM",
    ...setUpLines(place.namespace, record.poolMode),
    ...body,
    ...(endsFailing(record) ? [] : ['', "shown 'all went as in the run'"]),
    '',
  ].join('\n');
}

const isUsed = (name: string, text: string): boolean =>
  new RegExp(`(\\$${name}|strike ${name})\\b`).test(text);

/** Those, and what their usual values are made of. */
const usedByUsual = (used: readonly Named[]): readonly Named[] =>
  Object.entries(needs).filter(([name]) =>
    used.some(([known, { usual }]) => known === name || isUsed(name, usual)),
  );

function variableLines(used: readonly Named[], body: string, caught: boolean): string[] {
  const usual = (name: string, value: string) => `: "\${${name}:=${value}}"`;
  return [
    usual('A_RBD', 'rbd --cluster a'),
    usual('B_RBD', 'rbd --cluster b'),
    usual('POOL', 'rbd'),
    usual('PATIENCE', '90'),
    ...used.map(([name, { usual: value }]) => usual(name, value)),
    ...(/\bwait_and_see\b/.test(body) ? [usual('STEADY', '40')] : []),
    ...(caught ? ['BULK=yes'] : []),
    usual('GAP', String(caught ? gap.caught : gap.usual)),
    'OBJECT_SIZE=65536',
    'SIZE=$(((16 + GAP) * OBJECT_SIZE))',
    'IMAGE=exported-$$',
  ];
}

const placeLines = (namespace: string | undefined): string[] => {
  const within = namespace === undefined ? '' : ` --namespace ${namespace}`;
  return [`PLACE="--pool $POOL --client_mount_timeout 10${within}"`];
};

/** A namespace of its own, where the run had one. */
function setUpLines(namespace: string | undefined, poolMode = 'image'): string[] {
  if (namespace === undefined) return [];
  return ['A_RBD', 'B_RBD'].flatMap((rbd) => [
    `$${rbd} namespace create --pool "$POOL" --namespace ${namespace} 2>/dev/null`,
    `$${rbd} mirror pool enable "$POOL/${namespace}" ${poolMode} >/dev/null`,
  ]);
}
