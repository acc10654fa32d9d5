import { appendFileSync } from 'node:fs';
import { annotations, stepSummary } from '../../reports/github.ts';
import type { Screen } from '../../reports/screen.ts';
import type { Places } from '../campaign/places.ts';
import { withFiles } from '../output/error.ts';
import type { SummaryData } from '../output/summary.ts';

/**
 * Tells GitHub Actions what a campaign came to, where that runs this: a step summary, and annotations on
 * stderr, where they are read as well and no result for machines is.
 */
export function tellGitHub(data: SummaryData, screen: Screen, places?: Places): void {
  const { GITHUB_ACTIONS, GITHUB_STEP_SUMMARY: file = '' } = process.env;
  if (file !== '') withFiles(file, () => appendFileSync(file, stepSummary(data)));
  if (GITHUB_ACTIONS === 'true') {
    for (const line of annotations(data, places)) screen.note(line);
  }
}
