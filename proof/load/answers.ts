import type { Known } from './journeys.ts';
import type { LineAnswer } from './partner-line.ts';
import type { Journalled, PartnerRequest } from './partner-request.ts';

/** As much of any answer as a load looks at. */
interface Told {
  readonly code?: string;
  readonly status?: unknown;
  readonly decision?: unknown;
  readonly quoteToken?: string;
  readonly authorizationId?: string;
  readonly settlementId?: string;
  readonly captureId?: string;
  readonly reversalId?: string;
  readonly totals?: { readonly insurer?: number };
}

/** What later requests of the order depend on. */
export function knownOf(text: string): Known {
  const { authorizationId, quoteToken, status } = told(text);
  return {
    ...(authorizationId !== undefined && { authorizationId }),
    ...(quoteToken !== undefined && { quoteToken }),
    ...(status === 'declined' && { isDeclined: true }),
  };
}

/** Why an answer is not the one that is to come; undefined where it is. */
export function answerFault({ status }: PartnerRequest, answer: LineAnswer): string | undefined {
  if (answer.status === status) return undefined;
  return `${answer.status} ${told(answer.text).code ?? ''}`.trimEnd();
}

/** One line of the journal of answers, from which it is judged that what partners were told has its fact. */
export function journalEntry(
  asked: Journalled & { readonly partnerId: string; readonly content: string },
  text: string,
  at: number,
): object {
  const { settlementId, captureId, reversalId, authorizationId, status, totals } = told(text);
  const { partnerId, operation, orderNo, number, content } = asked;
  const factId = captureId ?? reversalId ?? settlementId ?? authorizationId ?? null;
  const outcome = typeof status === 'string' ? status : null;
  return { at, partnerId, operation, orderNo, number, content, factId, outcome, insurer: totals?.insurer ?? null };
}

function told(text: string): Told {
  try {
    return JSON.parse(text) as Told;
  } catch {
    return {};
  }
}
