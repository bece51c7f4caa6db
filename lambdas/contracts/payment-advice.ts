import { csvCell } from '../domain/csv-text.ts';
import type { PaymentAdviceRow, Week } from '../domain/settlement-account.ts';

const COLUMNS = ['week', 'from', 'to', 'insurerId', 'providerId', 'lines', 'debit', 'credit', 'net', 'paid'] as const;

const LINE_END = '\r\n';

/** A file as RFC 4180 has it, a row for each insurer and provider; fen. `net` is what the week comes to between the two. */
export function renderPaymentAdvice(week: string, { from, to }: Week, rows: readonly PaymentAdviceRow[]): string {
  const records = rows.map(({ insurerId, providerId, count, debit, credit, paid }) =>
    [week, from, to, insurerId, providerId, count, debit, credit, debit - credit, paid]
      // the formula mark is for texts: an amount below 0 stays a number
      .map((value) => (typeof value === 'number' ? String(value) : csvCell(value)))
      .join(','),
  );
  return [COLUMNS.join(','), ...records].map((record) => `${record}${LINE_END}`).join('');
}
