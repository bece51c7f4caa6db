import type { BookedLine } from '../books/booked-line.ts';
import type { InsurerLine } from '../books/insurer-line.ts';
import type { Verdicts } from '../finding.ts';
import { dateOfInstant, daysAfter } from '../oracle/dates.ts';
import type { InsurerStanding } from '../insurer-standing.ts';
import type { Column, StatementRecord } from './csv-records.ts';
import type { LateNote } from './late-note.ts';
import type { StatementLine } from './statement-evidence.ts';

/** What there is of one order in statements. */
export interface OrderStatements {
  readonly about: string;
  /** as the facts say that they are */
  readonly expected: readonly InsurerLine[];
  readonly published: readonly StatementLine[];
  readonly notes: readonly LateNote[];
  readonly booked: readonly BookedLine[];
  readonly insurers: ReadonlyMap<string, InsurerStanding>;
  readonly settledBefore: number;
}

/** Each money fact of a closed day stands in exactly one statement of each insurer that it concerns, and says there what it says. */
export function judgeLines(order: OrderStatements, verdicts: Verdicts): void {
  const { about, expected, published, notes, insurers, settledBefore } = order;
  const find = (says: string) => verdicts.find({ invariant: 'statements-tie', about, says });
  const told = Map.groupBy(published, ({ insurerId, record }) => `${insurerId} ${record.factId}`);
  for (const line of expected) {
    verdicts.examine('statements-tie');
    const name = `${line.insurerId} ${line.factId}`;
    const records = told.get(name) ?? [];
    told.delete(name);
    const place = `the statement of ${line.insurerId} for ${records.map((one) => one.statementDate).join(' and ')}`;
    if (records.length > 1) find(`${line.factId} stands in ${place}`);
    const [one] = records;
    if (one !== undefined) {
      const differing = differingColumns(one.record, line);
      if (differing.length > 0) find(`${line.factId} has another ${differing.join(', ')} in ${place}`);
      judgeClaimMark(one.record, order, find);
    }
    const isNoted = (as: LateNote['as']) =>
      notes.some((note) => note.as === as && note.insurerId === line.insurerId && note.factId === line.factId);
    const isLate = one !== undefined && one.statementDate > line.businessDate;
    if (isLate !== isNoted('taken'))
      find(`${line.factId} is ${isLate ? 'late and not' : 'not late and'} noted as taken up`);
    const insurer = insurers.get(line.insurerId);
    if (insurer === undefined) find(`${line.factId} concerns ${line.insurerId}, which is nowhere listed as an insurer`);
    const closed = insurer?.published ?? '';
    const isMissing = one === undefined && line.businessDate <= closed && line.postedAt <= settledBefore;
    const isAwaited = isNoted('late') && closed < daysAfter(dateOfInstant(line.postedAt), LATE_DAYS);
    if (isMissing && !isAwaited) find(`${line.factId} of ${line.businessDate} is in no statement of ${line.insurerId}`);
  }
  for (const [name, [one]] of told)
    find(`${name} is in the statement of ${one?.statementDate}, and no such fact moves money`);
}

/** Once so many days after it was posted are published, a line that came late should stand in one of them. */
const LATE_DAYS = 3;

const shanghaiText = (instant: number): string =>
  new Date(instant + 8 * 3_600_000).toISOString().replace('Z', '+08:00');

/** What a record says of its fact; all but its number and place, the provider's kind, and the claim. */
function wantedOf(line: InsurerLine): Partial<Record<Column, string>> {
  return {
    ...{ type: line.type, businessDate: line.businessDate, postedAt: shanghaiText(line.postedAt), factId: line.factId },
    ...{ originalFactId: line.originalFactId, originalBusinessDate: line.originalBusinessDate },
    ...{ orderNo: line.orderNo, providerId: line.providerId, orderKind: line.orderKind, memberId: line.memberId },
    ...{ coverageId: line.coverageId, planId: line.planId, planVersion: line.planVersion },
    ...{ serviceDate: line.serviceDate, billed: String(line.billed), priorPaid: String(line.priorPaid) },
    ...{ insurer: String(line.insurer), patient: String(line.patient), writeOff: String(line.writeOff) },
    ...{ direction: line.direction, amount: String(line.amount), claimId: line.claimId, reasons: line.reasons },
  };
}

function differingColumns(record: StatementRecord, line: InsurerLine): readonly string[] {
  const wanted = wantedOf(line);
  return (Object.keys(wanted) as Column[]).filter((column) => record[column] !== wanted[column]);
}

/** A claim is told as it stood once: by a status that it has had, unless more has happened to it than is kept. */
function judgeClaimMark(record: StatementRecord, { booked }: OrderStatements, find: (says: string) => void): void {
  const { factId, claimStatus, insurerClaimNo } = record;
  const claim = booked.find(({ line }) => line.claimId === record.claimId && line.factId === factId)?.claim;
  if (claim === undefined || claimStatus === '') return;
  const had = ['unsubmitted', ...claim.history.map(({ status }) => status)];
  if (!had.includes(claimStatus) && claim.history.length < MOST_CHANGES)
    find(`the claim of ${factId} never was ${claimStatus}`);
  const known = claim.insurerClaimNo.replace(/\p{Cc}/gu, ' ');
  if (insurerClaimNo !== '' && insurerClaimNo !== known)
    find(`the claim of ${factId} has another number with its insurer`);
}

const MOST_CHANGES = 16;
