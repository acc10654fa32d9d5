import type { Driver } from '../driver.ts';
import type { Ledger } from '../ledger.ts';

/**
 * Reads what the database of a driver says into the ledger, if it keeps one and runs: gives the backend that the driver
 * uses, as it says itself.
 */
export async function readDatabase(driver: Driver, ledger: Ledger): Promise<string | undefined> {
  if (!driver.keepsDatabase || !driver.runs) return undefined;
  const came = await driver.ask('status', {});
  if (came.kind !== 'ok' || came.value.database === undefined) return undefined;
  ledger.read(came.value.database);
  return came.value.active;
}
