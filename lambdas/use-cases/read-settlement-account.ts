import type { SettlementAccountAnswer } from '../contracts/settlement-account.ts';
import { settlementAccountQuery } from '../contracts/settlement-account.ts';
import { shanghaiDate } from '../domain/calendar.ts';
import type { Answer, Call } from '../runtime/call.ts';
import type { ProviderAccounts } from './reconciliation-ports.ts';
import { queryAsked } from './query-asked.ts';

/** What a provider is owed by each insurer, by the statements published of days up to a date. */
export async function readSettlementAccount(
  { accounts }: { readonly accounts: Pick<ProviderAccounts, 'accountsOn'> },
  { caller, query, now }: Call<undefined>,
): Promise<Answer> {
  const { date = shanghaiDate(now) } = queryAsked(settlementAccountQuery, query);
  const days = await accounts.accountsOn(caller.partnerId, date);
  const body: SettlementAccountAnswer = {
    ...{ providerId: caller.partnerId, date },
    owed: days.reduce((sum, { closing }) => sum + closing, 0),
    insurers: days.map(({ insurerId, businessDate, opening, count, debit, credit, paid, closing }) => ({
      ...{ insurerId, businessDate, opening, count, debit, credit, paid, closing },
    })),
  };
  return { status: 200, body };
}
