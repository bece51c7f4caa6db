import type { Verdicts } from '../finding.ts';
import type { StatementLink } from '../statements/statement-evidence.ts';
import { inOrder } from './judge-remittances.ts';
import type { InsurerPayments } from './judge-remittances.ts';
import { paymentsOfDay } from './payments.ts';
import type { AccountDay } from './remittance-evidence.ts';

interface Movement {
  count: number;
  debit: number;
  credit: number;
  paid: number;
}

/**
 * The accounts of the providers with an insurer, kept anew from its statements and from what it paid: each day says the same, and goes on
 * from the day before; and together they come to what the insurer owes by its last statement, with what of its payments is in suspense.
 */
export function judgeAccounts(payments: InsurerPayments, accounts: readonly AccountDay[], verdicts: Verdicts): void {
  const { about, published } = payments;
  const find = (says: string) => verdicts.find({ invariant: 'ledger-balanced', about, says });
  const wanted = movementsOf(payments);
  let owed = 0;
  for (const [providerId, days] of Map.groupBy(accounts, (one) => one.providerId)) {
    let standing = 0;
    for (const day of days.toSorted((one, other) => (one.date < other.date ? -1 : 1))) {
      verdicts.examine('ledger-balanced');
      const name = `${providerId} on ${day.date}`;
      const moved = wanted.get(`${providerId} ${day.date}`);
      wanted.delete(`${providerId} ${day.date}`);
      // what is about to be published has been entered
      if (day.date > published) continue;
      if (day.opening !== standing) find(`the account of ${name} opens with ${day.opening} after ${standing}`);
      const { count, debit, credit, paid } = moved ?? { count: 0, debit: 0, credit: 0, paid: 0 };
      if (count !== day.count || debit !== day.debit || credit !== day.credit) {
        find(`the account of ${name} has ${day.debit} - ${day.credit} where the statement has ${debit} - ${credit}`);
      }
      if (paid !== day.paid) find(`the account of ${name} was paid ${day.paid} where remittances pay ${paid}`);
      standing = day.opening + day.debit - day.credit - day.paid;
      if (day.closing !== standing) find(`the account of ${name} closes with ${day.closing} and comes to ${standing}`);
    }
    owed += standing;
  }
  for (const name of wanted.keys()) find(`${name} has no day in its account`);
  const last = payments.links.find(({ date }) => date === published)?.link;
  if (last && last.closing !== owed - suspenseOf(payments)) {
    find(`the insurer owes ${last.closing}, and providers are owed ${owed} with ${suspenseOf(payments)} in suspense`);
  }
}

function movementsOf({ links, clearings, remitted, published }: InsurerPayments): Map<string, Movement> {
  const movements = new Map<string, Movement>();
  const of = (providerId: string, date: string): Movement => {
    const known = movements.get(`${providerId} ${date}`) ?? { count: 0, debit: 0, credit: 0, paid: 0 };
    movements.set(`${providerId} ${date}`, known);
    return known;
  };
  for (const { date, link } of links) {
    for (const [providerId, { count, debit, credit }] of Object.entries(link?.byProvider ?? {})) {
      Object.assign(of(providerId, date), { count, debit, credit });
    }
  }
  const nets = new Map(links.map(({ date, link }) => [date, netsOf(link)]));
  const ofDays = Map.groupBy(clearings, (one) => one.date);
  const payments = new Map(
    [...ofDays].map(([date, ofDay]) => [date, paymentsOfDay(nets.get(date) ?? new Map(), inOrder(ofDay))]),
  );
  for (const { bookedOn, places } of remitted) {
    if (bookedOn > published) continue;
    for (const { date, position } of places) {
      for (const [providerId, paid] of payments.get(date)?.[position - 1] ?? []) {
        if (paid !== 0) of(providerId, bookedOn).paid += paid;
      }
    }
  }
  return movements;
}

const netsOf = (link: StatementLink['link']): ReadonlyMap<string, number> =>
  new Map(
    Object.entries(link?.byProvider ?? {}).map(([providerId, { debit, credit }]) => [providerId, debit - credit]),
  );

/** Of what counts by the last statement, what cleared nothing. */
function suspenseOf({ remitted, clearings, published }: InsurerPayments): number {
  const counted = remitted.filter(({ bookedOn }) => bookedOn <= published);
  const numbers = new Set(counted.map(({ remittanceNo }) => remittanceNo));
  const matched = clearings.filter(({ remittanceNo }) => numbers.has(remittanceNo));
  const sum = (all: readonly { readonly amount: number }[]) => all.reduce((total, { amount }) => total + amount, 0);
  return sum(counted) - sum(matched);
}
