import type { EpochMs } from '../domain/calendar.ts';
import { DAY_MS } from '../domain/calendar.ts';
import { isOpen, passage } from '../domain/circuit-breaker.ts';
import { isLeftOver } from '../domain/claim.ts';
import type { PartnerCache } from '../runtime/partner-cache.ts';
import { partsOfDays } from './parts-of-days.ts';
import type { BookSweep, BreakerShelf, ClaimQueue, ClaimRef, ClaimsSweep, SweepMark } from './claim-ports.ts';

export interface SweepClaimsPorts {
  readonly partners: Pick<PartnerCache, 'read'>;
  readonly breakers: Pick<BreakerShelf, 'readBreaker'>;
  readonly sweep: ClaimsSweep;
  readonly lines: Pick<BookSweep, 'claimsPosted'>;
  /** where a sweep also looks for facts that are in no book */
  readonly enterMissing?: (insurerId: string, from: EpochMs, to: EpochMs) => Promise<readonly ClaimRef[]>;
  readonly queue: Pick<ClaimQueue, 'sendClaims'>;
  /** whether the run should come to its end; the next one goes on */
  readonly timeIsUp: () => boolean;
}

/** What a sweep has found in the book of one insurer. */
export interface ClaimsFound {
  /** facts that were in no book: the stream had lost them, or is late */
  readonly entered: number;
  /** claims that nothing else would have brought to the insurer, put into the queue */
  readonly sent: number;
  readonly isOutOfReach: boolean;
  /** seconds since the oldest claim was posted that waits for the insurer; 0 where none does */
  readonly oldestSeconds: number;
}

/** What is younger has its own message, or is on its way from the stream. */
const GRACE_MS = 2 * 60_000;
/** The first sweep of an insurer, or the first after a clock was set back, looks back so far. */
const FIRST_LOOK_MS = 3 * DAY_MS;
/** Of facts; a sweep that has not run for longer catches up in several runs. */
const LONGEST_CHECK_MS = DAY_MS;
/** The index follows the table by less. */
const INDEX_LAG_MS = 5 * 60_000;
const MOST_SENT = 3_000;
const MOST_READ = 20_000;
/** What was put into the queue and still waits after this is put there again. */
const PASS_MS = 15 * 60_000;

/**
 * Finds what stream and queue have lost of an insurer's claims, and what waited for the insurer to be within reach again, and puts it into
 * the queue in the order of posting. While it is out of reach, the oldest claim is sent now and then, as the probe.
 */
export async function sweepClaims(ports: SweepClaimsPorts, insurerId: string, now: EpochMs): Promise<ClaimsFound> {
  const insurer = await ports.partners.read(insurerId);
  const nothing = { entered: 0, sent: 0, isOutOfReach: false, oldestSeconds: 0 };
  if (insurer?.claimsUrl === undefined || insurer.status !== 'active') return nothing;
  const [stored, breaker] = await Promise.all([
    ports.sweep.readSweepMark(insurerId),
    ports.breakers.readBreaker(insurerId),
  ]);
  const to = now - GRACE_MS;
  const before = stored !== undefined && stored.from <= now ? stored : undefined;
  const mark = before ?? { from: now - FIRST_LOOK_MS, checkedTo: now - FIRST_LOOK_MS, heldBack: 0, pass: undefined };

  const { entered, checked } = await checkBooks(ports, insurerId, mark, to);

  const open = isOpen(breaker);
  // the probe is the oldest of all
  const sought = open ? { ...checked, pass: undefined } : checked;
  const [most, isSending] = open ? [1, passage(breaker, now) === 'probe'] : [MOST_SENT, true];
  const { left, upTo, from } = await leftOvers(ports, insurerId, sought, { to, most, now });
  const [oldest] = left;
  if (isSending) await ports.queue.sendClaims(left, { askFirst: true, turn: String(now) });
  await ports.sweep.moveSweepMark(insurerId, stored, {
    ...{ from, checkedTo: checked.checkedTo },
    pass: from < upTo && !open ? { upTo, begunAt: passOf(checked, now)?.begunAt ?? now } : undefined,
  });
  const oldestSeconds = oldest === undefined ? 0 : Math.floor((now - oldest.postedAt) / 1000);
  return { entered, sent: isSending ? left.length : 0, isOutOfReach: open, oldestSeconds };
}

/** What is entered late may be older than what has been swept already. */
async function checkBooks(
  { enterMissing }: SweepClaimsPorts,
  insurerId: string,
  mark: SweepMark,
  to: EpochMs,
): Promise<{ readonly entered: number; readonly checked: SweepMark }> {
  if (enterMissing === undefined) return { entered: 0, checked: mark };
  const checkedTo = Math.max(mark.checkedTo, Math.min(to, mark.checkedTo + LONGEST_CHECK_MS));
  const lines = await enterMissing(insurerId, mark.checkedTo - INDEX_LAG_MS, checkedTo);
  const from = lines.reduce((oldest, { postedAt }) => Math.min(oldest, postedAt), mark.from);
  const pass = from < mark.from ? undefined : mark.pass;
  return { entered: lines.length, checked: { ...mark, from, checkedTo, pass } };
}

/** The pass that is under way: what it has put into the queue is given time to be worked off. */
const passOf = ({ pass }: SweepMark, now: EpochMs): SweepMark['pass'] =>
  pass !== undefined && pass.begunAt <= now && now < pass.begunAt + PASS_MS ? pass : undefined;

/** In the order of posting; `from`: where the next pass begins; `upTo`: how far this one has come. */
async function leftOvers(
  { lines, timeIsUp }: SweepClaimsPorts,
  insurerId: string,
  mark: SweepMark,
  { to, most, now }: { readonly to: EpochMs; readonly most: number; readonly now: EpochMs },
): Promise<{ readonly left: readonly ClaimRef[]; readonly from: EpochMs; readonly upTo: EpochMs }> {
  const pass = passOf(mark, now);
  const begin = Math.max(mark.from, pass?.upTo ?? mark.from);
  const left: ClaimRef[] = [];
  let [read, upTo] = [0, begin];
  const fromHere = () => (pass === undefined ? (left[0]?.postedAt ?? upTo) : mark.from);
  for (const part of partsOfDays(insurerId, begin, to)) {
    for await (const { ref, state } of lines.claimsPosted(part)) {
      // claims of one instant stay together
      const isFull = left.length >= most || ++read > MOST_READ || timeIsUp();
      if (isFull && ref.postedAt > upTo) return { left, from: fromHere(), upTo: ref.postedAt };
      upTo = ref.postedAt;
      if (isLeftOver(state)) left.push(ref);
    }
    upTo = part.to;
  }
  return { left, from: fromHere(), upTo };
}
