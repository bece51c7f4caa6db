import type { CalendarDate, EpochMs } from '../domain/calendar.ts';
import { sliceCount } from '../domain/closing.ts';
import type { ChainLink, Manifest } from '../domain/statement-manifest.ts';
import { manifestOf } from '../domain/statement-manifest.ts';
import { remittanceEntries } from '../domain/ledger.ts';
import { addEntries, statementFaults } from '../domain/trial-balance.ts';
import { StatementIncomplete } from '../runtime/statement-incomplete.ts';
import { nextDate } from './begin-closing.ts';
import type { Booked } from './booked-remittances.ts';
import { bookedRemittances } from './booked-remittances.ts';
import { previousLink } from './close-empty-days.ts';
import type { PartsPorts } from './read-back-parts.ts';
import { readBackParts } from './read-back-parts.ts';
import type { ClosingDesk, DraftSummary, StatementsShelf } from './closing-ports.ts';
import { trialOf } from './closing-ports.ts';
import type { ManifestPorts } from './sign-manifest.ts';
import type { AccountPorts } from './account-for-day.ts';
import { accountForDay } from './account-for-day.ts';
import { signManifest, summaryOf } from './sign-manifest.ts';

export interface PublishPorts extends ManifestPorts {
  readonly statements: Pick<StatementsShelf, 'publishStatements' | 'readStatement' | 'readStatementsHead'>;
  readonly closing: Pick<
    ClosingDesk,
    'readClosingPlan' | 'readFrozenSlices' | 'readDraftSummary' | 'settleLateNote' | 'writeManifest'
  > &
    PartsPorts['closing'];
  readonly settling: AccountPorts;
}

interface Day {
  readonly insurerId: string;
  readonly businessDate: CalendarDate;
}

/**
 * Publishes the statement of a day whose parts are written, if every fen ties: it reads the stored parts as its insurer will, and holds
 * them against what was found in the book and against the ledger. Whoever publishes a second time finds the same, and changes nothing.
 */
export async function publishStatement(ports: PublishPorts, day: Day, now: EpochMs): Promise<void> {
  const { statements, closing } = ports;
  const { insurerId, businessDate } = day;
  const head = await statements.readStatementsHead(insurerId);
  if (head?.published !== undefined && head.published >= businessDate) return;
  if (head === undefined || nextDate(head) !== businessDate || head.begun < businessDate) {
    throw new Error('a statement is not the next of its chain');
  }
  const summaries = await frozenSummaries(ports, day);
  const previous = await previousLink(ports, insurerId, head.published);
  const booked = await bookedRemittances(ports.settling, insurerId, businessDate, businessDate);
  const manifest = await manifestOfDay(ports, { ...day, summaries, previous, booked });
  const text = JSON.stringify(manifest);
  if ((await closing.writeManifest(insurerId, businessDate, text)) !== text) {
    throw new StatementIncomplete('the manifest that is stored says something else');
  }
  for (const note of summaries.flatMap(({ late }) => late)) await closing.settleLateNote(note, { taken: true });
  const shelved = { summary: summaryOf(manifest, now), manifest: undefined };
  await accountForDay(ports.settling, shelved.summary, manifest.byProvider, booked);
  await statements.publishStatements(head.published, [shelved]);
}

async function frozenSummaries(
  { closing }: PublishPorts,
  { insurerId, businessDate }: Day,
): Promise<readonly DraftSummary[]> {
  const plan = await closing.readClosingPlan(insurerId, businessDate);
  const frozen = await closing.readFrozenSlices(insurerId, businessDate);
  if (plan === undefined || frozen.length !== sliceCount(plan)) throw new Error('not every slice is frozen');
  const summaries: DraftSummary[] = [];
  for (const [slice, { lines, parts }] of frozen.entries()) {
    const summary = await closing.readDraftSummary({ insurerId, businessDate, slice });
    if (summary.lines !== lines || summary.parts !== parts) {
      throw new StatementIncomplete(`slice ${slice} is not what was frozen`);
    }
    summaries.push(summary);
  }
  return summaries;
}

/** All that a manifest is made from, beside the parts. */
interface DayInHand extends Day {
  readonly summaries: readonly DraftSummary[];
  readonly previous: ChainLink;
  readonly booked: Booked;
}

async function manifestOfDay(ports: PublishPorts, day: DayInHand): Promise<Manifest> {
  const { insurerId, businessDate, summaries, previous, booked } = day;
  const sum = (of: (one: DraftSummary) => number) => summaries.reduce((total, one) => total + of(one), 0);
  const read = await readBackParts(
    ports,
    { insurerId, businessDate },
    sum((one) => one.parts),
  );
  const { remitted } = booked;
  const manifest = manifestOf({ insurerId, businessDate, previous, remitted, ...read });
  const { count, debit, credit, net, opening, closing, lateCount, unsubmittedCount } = manifest;
  const told = [count, debit, credit, lateCount, unsubmittedCount];
  const found = [
    ...[sum((one) => one.lines), sum((one) => one.debit), sum((one) => one.credit)],
    ...[sum((one) => one.lateCount), sum((one) => one.unsubmittedCount)],
  ];
  if (told.join(' ') !== found.join(' ')) {
    throw new StatementIncomplete(`the parts say ${told.join(', ')} where the book says ${found.join(', ')}`);
  }
  const trial = trialOf(summaries);
  for (const one of booked.remittances) addEntries(trial, remittanceEntries(one));
  const faults = statementFaults({ opening, debit, credit, net, remitted, closing }, trial);
  if (faults.length > 0) throw new StatementIncomplete(faults.join('; '));
  return signManifest(ports, manifest);
}
