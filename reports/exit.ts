/** What the exit code of a command says. */
export const exits = {
  pass: 0,
  fail: 1,
  usage: 2,
  inconclusive: 3,
  environment: 4,
  notDeterministic: 5,
  /** A defect of splitbrain itself (EX_SOFTWARE of sysexits.h). */
  defect: 70,
} as const;

const byName: Readonly<Record<string, number>> = {
  UsageError: exits.usage,
  ScenarioError: exits.usage,
  SeedError: exits.usage,
  BundleError: exits.usage,
  OutputError: exits.usage,
  LabError: exits.environment,
  TargetFailure: exits.environment,
  Interrupted: exits.inconclusive,
  NotDeterministic: exits.notDeterministic,
};

/** What a command that threw ends with: an exit code, and one clear message. */
export function failureOf(thrown: unknown, debug: boolean): { exit: number; message: string } {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  const known = byName[error.name] ?? (refusedFile(error) ? exits.usage : undefined);
  const text = debug ? (error.stack ?? error.message) : error.message;
  if (known !== undefined) return { exit: known, message: text };
  const hint = debug ? '' : ' (SPLITBRAIN_DEBUG=1 shows where)';
  return { exit: exits.defect, message: `a defect in splitbrain: ${text}${hint}` };
}

/** What a campaign comes to, by the verdict of its runs and by why it ended early, if it did. */
export function campaignExit(verdict: 'pass' | 'fail' | 'inconclusive', cause?: Error): number {
  const exit = exits[verdict];
  if (cause === undefined) return exit;
  const early = failureOf(cause, false).exit;
  return early === exits.inconclusive && exit === exits.fail ? exit : early;
}

/** What to say about a failure to do what was asked, and the exit code. */
export function noteOf(thrown: unknown, debug: boolean): { exit: number; message: string } {
  const { exit, message } = failureOf(thrown, debug);
  // What a file holds may be part of it, and must not steer the terminal.
  const plain = message.replaceAll(/[^\P{Cc}\n]/gu, '?');
  const placed = /^.+:\d+:\d+: /.test(plain);
  return { exit, message: placed ? plain : `splitbrain: ${plain}` };
}

/** Whether the file system refused a file that a user named. */
const refusedFile = (error: Error): boolean =>
  'path' in error && 'syscall' in error && !String(error.syscall).startsWith('spawn');
