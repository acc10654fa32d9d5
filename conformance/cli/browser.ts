import { spawn } from 'node:child_process';
import { resolve } from 'node:path';

/** The program of a desktop that opens a file as its user would; undefined where there is no desktop. */
function opener(): string | undefined {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  if (process.platform === 'darwin') return 'open';
  return DISPLAY || WAYLAND_DISPLAY ? 'xdg-open' : undefined;
}

/** Opens a file in the browser; whether there is any to open it in. */
export function openInBrowser(file: string): boolean {
  const program = opener();
  if (program === undefined) return false;
  const child = spawn(program, [resolve(file)], { detached: true, stdio: 'ignore' });
  // Without such a program the path that is told is all there is.
  child.on('error', () => undefined);
  child.unref();
  return true;
}
