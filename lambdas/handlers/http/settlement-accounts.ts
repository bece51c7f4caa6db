import { routes } from '../../contracts/routes.ts';
import { door } from '../../runtime/door.ts';
import { accountsOn } from '../../storage/provider-accounts.ts';
import { readSettlementAccount } from '../../use-cases/read-settlement-account.ts';

export const handler = door({
  route: routes.readSettlementAccount,
  handle: (call) => readSettlementAccount({ accounts: { accountsOn } }, call),
});
