import { balancesOf, isBalanced } from '../../lambdas/domain/trial-balance.ts';
import { scanLedger } from '../../lambdas/storage/ledger-scan.ts';
import { engineClient } from '../engines/engine-client.ts';

/** Every account's balance, booked anew from what the table has at this moment. */
export async function readLedger(endpoint: string, tableName: string): Promise<unknown> {
  const client = engineClient(endpoint);
  try {
    const trial = await scanLedger(client, tableName);
    return { balanced: isBalanced(trial), accounts: balancesOf(trial) };
  } finally {
    client.destroy();
  }
}
