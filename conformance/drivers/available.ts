import { existsSync } from 'node:fs';
import { mustBeTested } from '../lab/available.ts';
import { installedCinder } from './choice.ts';

/** Why tests of Cinder's drivers are skipped on this machine; undefined where they run. */
export const whyNoCinder = (): string | undefined =>
  mustBeTested || existsSync(installedCinder) ? undefined : 'python3-cinder is not installed';
