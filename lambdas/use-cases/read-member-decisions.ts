import { decisionsCursor } from '../contracts/decisions-cursor.ts';
import { explanationPage, explanationPolicy } from '../contracts/explanation-page.ts';
import type { MemberDecision, MemberDecisionsAnswer } from '../contracts/member-decisions-answer.ts';
import { renderMemberDecision } from '../contracts/render-member-decision.ts';
import type { EpochMs } from '../domain/calendar.ts';
import { shanghaiInstant } from '../domain/calendar.ts';
import { isDecision } from '../domain/fact.ts';
import { orderState } from '../domain/order-state.ts';
import { prefersHtml } from '../runtime/accepted-type.ts';
import type { Answer, Call, TextAnswer } from '../runtime/call.ts';
import { privatePage } from '../runtime/private-page.ts';
import type { PageAsked } from './decisions-page-asked.ts';
import { decisionsPageAsked } from './decisions-page-asked.ts';
import type { OrderBook, OrderRecord } from './ports.ts';
import { factId } from './ports.ts';

export interface ReadMemberDecisionsPorts {
  readonly orders: Pick<OrderBook, 'readDecisionPlaces' | 'readOrderRecord'>;
}

/** An answer of a function is 6 MB at most. The page for people is about twice as long as the JSON. */
const MAX_PAGE_BYTES = 1_500_000;

/**
 * What the caller has had decided for a member, the newest first, as JSON or as a page. Only its own orders: of a member that it never
 * served there is nothing, and the answer does not tell whether there is such a member.
 */
export async function readMemberDecisions(
  ports: ReadMemberDecisionsPorts,
  { caller: { partnerId: providerId }, path, query, accept, now }: Call<undefined>,
): Promise<Answer | TextAnswer> {
  const memberId = path['memberId'] ?? '';
  const asked = decisionsPageAsked(query, now);
  const answer = await pageOf(ports, asked, { providerId, memberId, now });
  const format = asked.format ?? (prefersHtml(accept) ? 'html' : 'json');
  if (format === 'json') return { status: 200, body: answer };
  const link = answer.next && `<?cursor=${answer.next}&limit=${asked.limit}&format=html>; rel="next"`;
  return privatePage(explanationPage(answer, providerId, shanghaiInstant(now)), explanationPolicy, link);
}

interface Whose {
  readonly providerId: string;
  readonly memberId: string;
  readonly now: EpochMs;
}

async function pageOf(
  { orders }: ReadMemberDecisionsPorts,
  { from, to, instants, after, limit }: PageAsked,
  whose: Whose,
): Promise<MemberDecisionsAnswer> {
  const { places, isMore } = await orders.readDecisionPlaces({ ...whose, ...instants, after, limit });
  const records = await Promise.all(places.map(({ orderId }) => orders.readOrderRecord(orderId)));
  const taken = withinBytes(records.map((record) => ofMember(record, whose)));
  const last = places[taken.length - 1];
  const goesOn = last !== undefined && (isMore || taken.length < places.length);
  return {
    memberId: whose.memberId,
    ...{ from, to },
    decisions: taken
      .filter((one) => one !== undefined)
      .toSorted((one, other) => other.postedAt - one.postedAt)
      .map(({ decision }) => decision),
    ...(goesOn && { next: decisionsCursor({ from, to, place: last }) }),
  };
}

interface Told {
  readonly postedAt: EpochMs;
  readonly decision: MemberDecision;
}

/** Undefined where the order is not what the index seemed to say. */
function ofMember({ facts }: OrderRecord, { providerId, memberId, now }: Whose): Told | undefined {
  const first = facts.find(isDecision);
  const state = orderState(facts, now);
  if (first?.providerId !== providerId || first.memberId !== memberId || state?.decided === undefined) return undefined;
  const decision = renderMemberDecision({ ...state, decided: state.decided }, facts, factId);
  return { postedAt: first.postedAt, decision };
}

/** As many as fit into one answer, and the first in any case. */
function withinBytes(all: readonly (Told | undefined)[]): readonly (Told | undefined)[] {
  let bytes = 0;
  const isTooMuch = (one: Told | undefined): boolean =>
    (bytes += Buffer.byteLength(JSON.stringify(one ?? null))) > MAX_PAGE_BYTES;
  const end = all.findIndex((one, index) => isTooMuch(one) && index > 0);
  return end < 0 ? all : all.slice(0, end);
}
