/**
 * Mount points at or below `folder`, read from a /proc/PID/mountinfo. Paths there have spaces and
 * the like written as \040 (proc(5)).
 */
export const mountsBelow = (mountinfo: string, folder: string): string[] =>
  mountinfo
    .split('\n')
    .flatMap((line) => line.split(' ')[4] ?? [])
    .map((path) =>
      path.replace(/\\([0-7]{3})/g, (_, octal: string) =>
        String.fromCharCode(Number.parseInt(octal, 8)),
      ),
    )
    .filter((path) => path === folder || path.startsWith(`${folder}/`));
