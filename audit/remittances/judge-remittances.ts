import type { Verdicts } from '../finding.ts';
import type { StatementLink } from '../statements/statement-evidence.ts';
import type { Clearing, Remittance, Remitted } from './remittance-evidence.ts';

/** What an insurer has paid, and of what. */
export interface InsurerPayments {
  readonly about: string;
  /** the last day whose statement is published; empty: none */
  readonly published: string;
  readonly links: readonly StatementLink[];
  readonly remittances: readonly Remittance[];
  readonly remitted: readonly Remitted[];
  readonly clearings: readonly Clearing[];
}

/** What was paid counts once in a statement, clears what it says that it clears, and never more than was open of a day. */
export function judgeRemittances(payments: InsurerPayments, verdicts: Verdicts): void {
  const { about, published, links, remittances, remitted, clearings } = payments;
  const find = (says: string) => verdicts.find({ invariant: 'ledger-balanced', about, says });
  const booked = new Map(remitted.map((one) => [one.remittanceNo, one]));
  if (booked.size < remitted.length) find('a remittance counts in two statements');
  const placed = new Map(clearings.map((one) => [`${one.date} ${one.position}`, one]));
  for (const remittance of remittances) {
    verdicts.examine('ledger-balanced');
    const one = booked.get(remittance.remittanceNo);
    booked.delete(remittance.remittanceNo);
    if (one === undefined) find(`${remittance.remittanceNo} counts in no statement`);
    else for (const fault of faultsOf(remittance, one, placed)) find(`${remittance.remittanceNo} ${fault}`);
  }
  for (const no of booked.keys()) find(`${no} counts in a statement, and no such remittance was sent`);
  for (const place of placed.keys()) find(`what was paid of ${place} belongs to no remittance`);
  for (const { date, link } of links) {
    const counted = remitted.filter(({ bookedOn }) => bookedOn === date).reduce((sum, { amount }) => sum + amount, 0);
    if (link !== null && link.remitted !== counted) find(`${date} says ${link.remitted} remitted, and ${counted} was`);
  }
  const known = new Set(links.map(({ date }) => date));
  const lost = remitted.filter(({ bookedOn }) => bookedOn <= published && !known.has(bookedOn));
  for (const { remittanceNo, bookedOn } of lost) find(`${remittanceNo} counts in ${bookedOn}, which has no statement`);
  judgeOpen(links, clearings, find);
}

/** Takes what it clears out of `placed`. */
function faultsOf(
  { remittanceNo, sent, answer }: Remittance,
  { amount, bookedOn, places }: Remitted,
  placed: Map<string, Clearing>,
): readonly string[] {
  const faults: string[] = [];
  const sentAmount = sent.items.reduce((sum, item) => sum + item.amount, 0);
  if (sentAmount !== amount || answer.amount !== amount) faults.push(`is of ${sentAmount} and counts as ${amount}`);
  if (answer.statementDate !== bookedOn) faults.push(`was said to count in ${answer.statementDate}`);
  let matched = 0;
  const paid = new Map<string, number>();
  for (const { date, position } of places) {
    const clearing = placed.get(`${date} ${position}`);
    placed.delete(`${date} ${position}`);
    if (clearing?.remittanceNo !== remittanceNo)
      faults.push(`clears ${date} at ${position}, where something else stands`);
    matched += clearing?.amount ?? 0;
    paid.set(date, (paid.get(date) ?? 0) + (clearing?.amount ?? 0));
  }
  if (answer.suspense !== amount - matched)
    faults.push(`leaves ${amount - matched} and was said to leave ${answer.suspense}`);
  if (amount < matched) faults.push('clears more than it is');
  for (const { businessDate, amount: told } of answer.cleared) {
    if ((paid.get(businessDate) ?? 0) !== told) faults.push(`was said to clear ${told} of ${businessDate}`);
  }
  return faults;
}

function judgeOpen(
  links: readonly StatementLink[],
  clearings: readonly Clearing[],
  find: (says: string) => void,
): void {
  const nets = new Map(links.map(({ date, link }) => [date, link?.net ?? 0]));
  for (const [date, ofDay] of Map.groupBy(clearings, (one) => one.date)) {
    const net = nets.get(date);
    if (net === undefined) find(`${date} was paid and has no statement`);
    let open = net ?? 0;
    for (const [index, { position, amount, lines }] of inOrder(ofDay).entries()) {
      if (position !== index + 1) find(`what was paid of ${date} goes on at ${position}`);
      if (lines === null && (amount <= 0 || amount > open))
        find(`${date} was paid ${amount} of ${open} that were open`);
      if (lines !== null && amount !== lines.reduce((sum, line) => sum + line.amount, 0)) {
        find(`what was paid of ${date} at ${position} is not the sum of its lines`);
      }
      open -= amount;
    }
  }
}

export const inOrder = (clearings: readonly Clearing[]): readonly Clearing[] =>
  clearings.toSorted((one, other) => one.position - other.position);
