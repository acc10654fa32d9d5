import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { lookOfReports } from '../../reports/html/look.ts';
import { reportPage } from '../../reports/html/page.ts';
import { savedFailures } from '../campaign/saved.ts';
import { filedDriverBundles } from '../drivers/bundle.ts';
import { isOwedCode, owed, owedBy } from '../drivers/obligations.ts';
import { driverRecordSchema } from '../drivers/schema.ts';
import { withFiles } from '../output/error.ts';
import { Folder } from '../output/folder.ts';
import { readHeader, readRecords, recordName } from '../output/record.ts';
import { runRecordSchema } from '../output/schema.ts';
import { RunTeller } from './run-teller.ts';

/** How the command ended, as its summary says it. */
const ending = z.object({
  exit: z.number(),
  took: z.number(),
  earlier: z.number(),
  interrupted: z.string().exactOptional(),
  goOn: z.string().exactOptional(),
  strict: z.boolean().exactOptional(),
});

/**
 * Makes the report of the runs that a folder has recorded, and returns its path: a minute's work for ten thousand.
 * `commandLine` made them, where
 * that is known. @throws OutputError for a folder without a record
 */
export async function makeReport(folder: string, commandLine?: string): Promise<string> {
  const header = readHeader(folder);
  const file = join(folder, recordName);
  const { strict = false, ...ended } = endingIn(folder) ?? {};
  const page = reportPage({
    heading: header,
    ...(commandLine !== undefined && { commandLine }),
    ...('exit' in ended && { ending: ended }),
    strict,
    ...(header.driver === undefined ? operated(folder, file) : driven(folder, file, header.driver)),
    teller: new RunTeller(),
    look: await lookOfReports(),
  });
  return new Folder(folder).write('report.html', page);
}

function operated(folder: string, file: string) {
  const records = () => readRecords(file, runRecordSchema).runs;
  return { failures: savedFailures(folder, records()), records };
}

const driven = (folder: string, file: string, name: string) => ({
  failures: [],
  records: () => readRecords(file, driverRecordSchema).runs,
  driver: {
    ...{ name, claims: owed },
    owes: (atStake: readonly string[]) => owedBy(atStake.filter(isOwedCode)),
    shortest: filedDriverBundles(folder).flatMap((one) =>
      'bundle' in one && one.bundle.driver === name
        ? [{ kind: one.bundle.finding, record: one.record, bundle: one.file }]
        : [],
    ),
  },
});

/** How the command ended whose results a folder has; undefined where it did not, or was killed. */
function endingIn(folder: string) {
  const file = join(folder, 'summary.json');
  if (!existsSync(file)) return undefined;
  const text = withFiles(folder, () => readFileSync(file, 'utf8'));
  return ending.safeParse(JSON.parse(text)).data;
}
