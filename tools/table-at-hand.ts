import { variableNames } from '../lambdas/runtime/env.ts';
import { deployedStages, tableNameOf } from '../lib/stage-config.ts';
import { readEnvironment } from '../local/environment-file.ts';
import { baseUrl, readSettings } from '../local/settings.ts';
import { productTime } from '../local/signing/partner-client.ts';
import { Refusal } from './refusal.ts';

/** How a command names a table; neither: the one of the product that runs on this machine. */
export interface TableWanted {
  readonly stage?: string | undefined;
  readonly table?: string | undefined;
}

/** Turns the SDK toward the table that is meant, for the rest of the process. */
export function turnToTable({ stage, table }: TableWanted): void {
  if (stage !== undefined && table !== undefined) throw new Refusal('give a stage or a table, not both');
  const deployed = deployedStages.find((one) => one === stage);
  if (stage !== undefined && deployed === undefined) throw new Refusal(`there is no stage ${stage}`);
  const name = table ?? (deployed && tableNameOf(deployed));
  if (name === undefined) {
    const environment = readEnvironment(readSettings(process.env).localDir);
    if (environment === undefined) throw new Refusal('no product runs here: start it, or give a stage or a table');
    Object.assign(process.env, environment);
  }
  process.env[variableNames.tableName] = name ?? tableNameOf('local');
}

/** The time in the product that is meant, in epoch milliseconds: the clock of the one that runs here may have been moved. */
export async function timeAtHand({ stage, table }: TableWanted): Promise<number> {
  if (stage !== undefined || table !== undefined) return Date.now();
  return productTime(baseUrl(readSettings(process.env).port)).catch((cause: unknown) => {
    throw new Refusal('the product that runs here does not answer: is PORT the same?', { cause });
  });
}
