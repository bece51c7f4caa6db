import type { RemittanceAnswer, RemittanceRequest } from '../contracts/remittance.ts';
import { toAskedPayments } from '../contracts/remittance.ts';
import type { CalendarDate, EpochMs } from '../domain/calendar.ts';
import { addDays, shanghaiDate } from '../domain/calendar.ts';
import { contentDifferences } from '../domain/content-differences.ts';
import type { Clearing, PayableDay } from '../domain/remittance.ts';
import { clearDay, clearLines, openOf, paidOf } from '../domain/remittance.ts';
import type { Answer, Call } from '../runtime/call.ts';
import { ConnectorError } from '../runtime/connector-error.ts';
import type { StatementsShelf } from './closing-ports.ts';
import type { OrderPorts } from './ports.ts';
import type { PlacedClearing, RemittanceBook } from './reconciliation-ports.ts';
import { MAX_CLEARINGS } from './reconciliation-ports.ts';
import type { PublishedLine, StatementArchive } from './statement-archive.ts';

export interface RemittancePorts {
  readonly archive: Pick<StatementArchive, 'publishedDay' | 'linesOf'>;
  readonly remittances: Pick<RemittanceBook, 'readRemittance' | 'readClearings' | 'writeRemittance'>;
  readonly statements: Pick<StatementsShelf, 'readStatementsHead'>;
  readonly pause: OrderPorts['pause'];
}

/** Another remittance for the same days at the same moment, or a closing that begins, asks to look again. */
const MAX_ATTEMPTS = 12;

type Item = RemittanceRequest['items'][number];

/**
 * Books what an insurer paid. Each item clears what is open of its day, or of the lines that it names; what is left over, and what is
 * for a day without a published statement, is in suspense. It counts in the first statement whose closing has not begun.
 */
export async function bookRemittance(ports: RemittancePorts, call: Call<RemittanceRequest>): Promise<Answer> {
  const { caller, body, now, admission } = call;
  const insurerId = caller.partnerId;
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const before = await ports.remittances.readRemittance(insurerId, body.remittanceNo);
    if (before !== undefined) return replay(before, body);
    const [head, days] = await Promise.all([
      ports.statements.readStatementsHead(insurerId),
      readDays(ports, insurerId, body.items),
    ]);
    const bookedOn = statementDate(head?.begun, now);
    const cleared = body.items.map((item, index) => clear(body.remittanceNo, item, days[index]));
    const answer = answerOf(body, bookedOn, cleared);
    const written = await ports.remittances.writeRemittance(admission, {
      insurerId,
      record: { remittanceNo: body.remittanceNo, sent: body, answer },
      remitted: { remittanceNo: body.remittanceNo, bookedOn, amount: answer.amount },
      clearings: cleared.filter((one) => one !== undefined).filter(({ clearing }) => clearsAnything(clearing)),
    });
    if (written) return { status: 201, body: answer };
    await ports.pause(attempt);
  }
  throw new ConnectorError('connector.busy', 'These days are being paid at this moment; repeat the same request.');
}

function replay(before: { readonly sent: unknown; readonly answer: unknown }, sent: RemittanceRequest): Answer {
  const differing = contentDifferences(before.sent, sent);
  if (differing.length === 0) return { status: 201, body: before.answer, replayed: true };
  throw new ConnectorError('remittance.conflict', 'The number was sent before with other content.', {
    errors: differing.slice(0, MAX_DIFFERENCES).map((path) => ({ path, message: 'is not what was sent before' })),
    extension: { existing: before.answer },
  });
}

const MAX_DIFFERENCES = 100;

/** Today, or the day after the last one whose closing has begun. */
function statementDate(begun: CalendarDate | undefined, now: EpochMs): CalendarDate {
  const today = shanghaiDate(now);
  return begun === undefined || begun < today ? today : addDays(begun, 1);
}

/** A day that is paid, with the lines that are named of it. */
interface DayInHand extends PayableDay {
  readonly lines: ReadonlyMap<number, PublishedLine>;
}

interface ClearedDay extends PlacedClearing {
  readonly day: PayableDay;
}

/** By position of the item; undefined where the day has no published statement. */
async function readDays(
  ports: RemittancePorts,
  insurerId: string,
  items: readonly Item[],
): Promise<readonly (DayInHand | undefined)[]> {
  const days: (DayInHand | undefined)[] = [];
  for (const [index, item] of items.entries()) {
    const { businessDate } = item;
    const published = await ports.archive.publishedDay(insurerId, businessDate);
    if (published === undefined) {
      days.push(undefined);
      continue;
    }
    const clearings = await ports.remittances.readClearings(insurerId, businessDate);
    if (clearings.length >= MAX_CLEARINGS)
      throw new ConnectorError('remittance.too-many', `A day can be paid at most ${MAX_CLEARINGS} times.`);
    const asked = toAskedPayments(item).map(({ line }) => line);
    const lines = asked.length === 0 ? NO_LINES : await ports.archive.linesOf(insurerId, businessDate, asked);
    requireLines(asked, lines, index);
    days.push({ businessDate, net: published.net, debit: published.debit, clearings, lines });
  }
  return days;
}

const NO_LINES: ReadonlyMap<number, PublishedLine> = new Map();

function requireLines(asked: readonly number[], lines: ReadonlyMap<number, PublishedLine>, index: number): void {
  const errors = asked.flatMap((line, position) =>
    lines.has(line) ? [] : [{ path: `items[${index}].lines[${position}]`, message: 'is no line of this statement' }],
  );
  if (errors.length === 0) return;
  const first = errors.slice(0, MAX_DIFFERENCES);
  throw new ConnectorError('statement.line-unknown', 'The statement has no such line.', { errors: first });
}

function clear(remittanceNo: string, item: Item, day: DayInHand | undefined): ClearedDay | undefined {
  if (day === undefined) return undefined;
  const { businessDate, clearings } = day;
  return { day, businessDate, position: clearings.length + 1, clearing: clearingOf(remittanceNo, item, day) };
}

function clearingOf(remittanceNo: string, item: Item, day: DayInHand): Clearing {
  if (item.lines === undefined) return clearDay(day, remittanceNo, item.amount);
  const asked = toAskedPayments(item).flatMap(({ line, amount }) => {
    const known = day.lines.get(line);
    return known === undefined ? [] : [{ ...known, asked: amount }];
  });
  return clearLines(day, { remittanceNo, amount: item.amount }, asked);
}

/** Lines that were set off against each other are cleared, although nothing was paid. */
const clearsAnything = ({ amount, lines = [] }: Clearing): boolean => amount !== 0 || lines.length > 0;

function answerOf(
  { remittanceNo, items }: RemittanceRequest,
  statementDay: CalendarDate,
  all: readonly (ClearedDay | undefined)[],
): RemittanceAnswer {
  const cleared = all.filter((one) => one !== undefined);
  const amount = items.reduce((sum, item) => sum + item.amount, 0);
  const matched = cleared.reduce((sum, { clearing }) => sum + clearing.amount, 0);
  return {
    ...{ remittanceNo, amount, statementDate: statementDay },
    cleared: cleared.map(({ businessDate, clearing }) => ({
      ...{ businessDate, amount: clearing.amount },
      ...(clearing.lines !== undefined && {
        lines: clearing.lines.map((line) => ({ line: line.line, amount: line.amount })),
      }),
    })),
    open: cleared.map(({ day, clearing }) => ({
      ...{ businessDate: day.businessDate, net: day.net, remitted: paidOf(day) + clearing.amount },
      open: openOf(day) - clearing.amount,
    })),
    suspense: amount - matched,
  };
}
