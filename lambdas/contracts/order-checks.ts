import * as z from 'zod';

interface NumberedLine {
  readonly lineNo: number;
}

interface BilledLine extends NumberedLine {
  readonly amount: number;
}

interface BilledOrder {
  readonly lines: readonly BilledLine[];
  readonly priorPayments?: readonly BilledLine[] | undefined;
}

type Payload<Value> = z.core.ParsePayload<Value>;

function refuse(payload: Payload<unknown>, path: (string | number)[], message: string): void {
  payload.issues.push({ code: 'custom', message, input: payload.value, path });
}

/** A `lineNo` used twice is refused at both places: which of them is the wrong one, only the provider knows. */
export function eachLineOnce(payload: Payload<readonly NumberedLine[]>): void {
  const places = Map.groupBy(payload.value.keys(), (index) => payload.value[index]?.lineNo);
  for (const indexes of places.values()) {
    if (indexes.length === 1) continue;
    const names = indexes.map((index) => `lines[${index}].lineNo`).join(', ');
    for (const index of indexes) refuse(payload, [index, 'lineNo'], `is used more than once: ${names}`);
  }
}

function checkPriorPayments(payload: Payload<BilledOrder>): void {
  // an amount that is itself wrong is named by its own field, and holds nothing against the payments
  const unpaid = new Map(
    payload.value.lines.map(({ lineNo, amount }) => [
      lineNo,
      Number.isSafeInteger(amount) && amount >= 0 ? amount : Infinity,
    ]),
  );
  for (const [index, payment] of (payload.value.priorPayments ?? []).entries()) {
    const left = unpaid.get(payment.lineNo);
    if (left === undefined) {
      refuse(payload, ['priorPayments', index, 'lineNo'], 'names a line that the order does not have');
    } else if (payment.amount > left) {
      refuse(
        payload,
        ['priorPayments', index, 'amount'],
        'is, with the payments before it, above the amount of its line',
      );
    } else {
      unpaid.set(payment.lineNo, left - payment.amount);
    }
  }
}

/** What earlier payers paid of a line cannot be above what it was billed; all payments of a line count together. */
export const priorPaymentsWithinLines = z.check<BilledOrder>(checkPriorPayments);
// Also while other fields are wrong, so that one answer names every bad field; only its own input must be sound.
priorPaymentsWithinLines._zod.def.when = ({ value, issues }) =>
  typeof value === 'object' &&
  value !== null &&
  'lines' in value &&
  Array.isArray(value.lines) &&
  value.lines.every((line: unknown) => typeof line === 'object' && line !== null) &&
  !issues.some(({ path }) => path?.[0] === 'priorPayments' || path?.at(-1) === 'lineNo');
