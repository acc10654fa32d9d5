import { betweenData, betweenExit, betweenText } from '../../reports/between.ts';
import { Screen } from '../../reports/screen.ts';
import { compareResults } from '../between/between.ts';

/** Compares what two commands left in their folders, on the screen. */
export async function resultsOnScreen(folders: readonly string[], json: boolean): Promise<number> {
  const screen = new Screen(json);
  const compared = await screen.during('compare', (say) => compareResults(folders, say));
  const exit = betweenExit(compared);
  screen.say(betweenText(compared, screen.paint));
  screen.result({ between: 1, exit, ...betweenData(compared) });
  return exit;
}
