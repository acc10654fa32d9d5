import type { RunRecord } from '../../conformance/record.ts';
import type { Site } from '../../model/site.ts';
import type { ShellPlace } from './place.ts';

type StepRecord = RunRecord['steps'][number];
type Step = StepRecord['step'];

const otherMode = { journal: 'snapshot', snapshot: 'journal' } as const;

/**
 * The commands of a step that a user or an operator gives, as lines of a shell; the last of them leaves in
 * `$answer` what it came to. Undefined for a step that is none.
 */
export function commandLines(done: StepRecord, place: ShellPlace): readonly string[] | undefined {
  const { step } = done;
  if (!('site' in step)) return undefined;
  if (step.do === 'write') return [`write_block ${step.site} ${done.writes?.[0] ?? 1}`];
  if (step.do === 'clone') return cloneLines(step.site, place);
  if (step.do === 'demote' && step.writing !== undefined) return demotedWriting(done, place);
  const rbd = rbdWords(step, done, place);
  if (rbd === undefined) return undefined;
  const create = step.do === 'create';
  return [`attempt ${step.site} ${rbd}`, ...(create ? [paced(step.site)] : [])];
}

/** Copies of the image are made one object after the other, so that one is easily caught half-way. */
const paced = (site: string) =>
  `${site} config image set "$IMAGE" rbd_concurrent_management_ops 1 >/dev/null 2>&1`;

const features = '--image-feature layering,exclusive-lock';
const sized = `--size "\${SIZE}B" --object-size "\${OBJECT_SIZE}B" ${features}`;

/** What rbd is asked, in its own words. */
function rbdWords(step: Step, { edit = 0 }: StepRecord, place: ShellPlace): string | undefined {
  if (!('site' in step)) return undefined;
  const { site } = step;
  const image = place.image(site);
  const mirror = (verb: string, ...rest: string[]) =>
    ['mirror image', verb, ...rest, image].join(' ');
  const newest = `${image.slice(0, -1)}@$(newest_snap ${site})"`;
  const numbered = `${image.slice(0, -1)}@s${edit}"`;
  switch (step.do) {
    case 'create':
      return `create ${sized} ${image}`;
    case 'enable':
      return `mirror image enable ${image} ${place.mode}`;
    case 'enable-other':
      return `mirror image enable ${image} ${otherMode[place.mode]}`;
    case 'disable':
    case 'snapshot':
    case 'resync':
    case 'demote':
      return mirror(step.do);
    case 'disable-force':
      return mirror('disable', '--force');
    case 'promote':
      return step.force ? mirror('promote', '--force') : mirror('promote');
    case 'remove':
      return `rm --no-progress ${image}`;
    case 'trash':
      return `trash mv ${image}`;
    case 'restore':
      return `trash restore "$(in_trash ${site} | grep . || echo none)"`;
    case 'resize':
      return `resize --no-progress --size "$((SIZE + ${edit} * OBJECT_SIZE))B" ${image}`;
    case 'snap-create':
      return `snap create --no-progress ${numbered}`;
    case 'snap-remove':
      return `snap rm --no-progress ${newest}`;
    case 'snap-rename':
      return `snap rename ${newest} ${numbered}`;
    case 'snap-protect':
      return `snap protect ${newest}`;
    case 'snap-unprotect':
      return `snap unprotect ${newest}`;
    case 'rename':
      return `rename ${image} "$IMAGE-r${edit}"`;
    case 'meta-set':
      return `image-meta set ${image} k${edit} ${edit}`;
    case 'schedule':
      return `mirror snapshot schedule add --image ${image} 1m`;
    case 'unschedule':
      return `mirror snapshot schedule remove --image ${image}`;
    case 'disconnect':
      return `journal client disconnect --image ${image}`;
    case 'flatten':
      return `flatten --no-progress ${image}`;
    case 'parent-enable':
      return `mirror image enable "$IMAGE-parent" ${place.mode}`;
    case 'parent-disable':
      return 'mirror image disable "$IMAGE-parent"';
    case 'journaling-on':
      return `feature enable ${image} journaling`;
    case 'journaling-off':
      return `feature disable ${image} journaling`;
    default:
      return undefined;
  }
}

/** The parent is made with the first clone of all. */
const cloneLines = (site: Site, { spec, parent }: ShellPlace): string[] => [
  `if ! ${site} info "$IMAGE-parent" >/dev/null 2>&1 && [ -z "\${cloned:-}" ]; then`,
  `  ${site} create ${sized} "$IMAGE-parent" || not_set_up 'there is no parent'`,
  `  ${site} import-diff --no-progress - "$IMAGE-parent" < <(parent_diff) || not_set_up 'nothing is in it'`,
  `  ${site} snap create --no-progress "$IMAGE-parent@base" || not_set_up 'nothing to clone'`,
  'fi',
  `attempt ${site} clone --rbd-default-clone-format 2 ${features} ${parent} ${spec(site)}`,
  '[ "$answer" = ok ] && cloned=yes',
];

/** A client writes on while the image is demoted. */
function demotedWriting({ step, writes = [] }: StepRecord, place: ShellPlace): string[] {
  if (step.do !== 'demote') return [];
  const demote = `attempt ${step.site} mirror image demote ${place.image(step.site)}`;
  if (writes.length === 0) return [demote];
  return [
    'go_on=$(mktemp -u)',
    'mkfifo "$go_on"',
    `write_on ${step.site} "$go_on" ${writes.join(' ')} &`,
    'client=$!',
    ...(writes.length > 1
      ? [`until_true has_lock ${step.site} || not_set_up 'no client has the lock'`]
      : ['sleep 1']),
    '(sleep "$MOMENT" && echo >"$go_on") &',
    demote,
    'wait "$client" || astray "the client was refused its last write"',
    'rm -f "$go_on"',
  ];
}
