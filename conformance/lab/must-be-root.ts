import { LabError } from './error.ts';

/** LabError unless this is root, to whom all that a lab consists of belongs. */
export const mustBeRoot = (folder: string): void => {
  if (process.getuid?.() === 0) return;
  const mend = 'run it as root (sudo), or in a container or virtual machine as root';
  throw new LabError('the lab makes network namespaces, which takes root', folder, mend);
};
