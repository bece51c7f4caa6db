import type { Asking, Told } from './clients.ts';
import { sha256 } from './clients.ts';
import type { Clock } from './clock.ts';

/** An answer that a partner holds, and may hold against us. */
export interface KeptAnswer {
  readonly at: number;
  readonly partnerId: string;
  readonly operation: 'settle' | 'authorize' | 'capture' | 'void' | 'reverse' | 'event';
  readonly orderNo: string;
  readonly number: string | null;
  readonly content: string;
  readonly factId: string | null;
  readonly outcome: string | null;
  readonly insurer: number | null;
}

export interface Journal {
  keep(asking: Asking, told: Told, about: Pick<KeptAnswer, 'operation' | 'orderNo' | 'number'>): void;
  readonly answers: readonly KeptAnswer[];
  /** the same request, answered in two ways */
  readonly breaches: readonly string[];
}

const FACT_IDS = ['settlementId', 'captureId', 'reversalId', 'authorizationId'] as const;

export function newJournal(clock: Clock): Journal {
  const answers: KeptAnswer[] = [];
  const breaches: string[] = [];
  const first = new Map<string, string>();

  /** An answer that says that something has been recorded is the same for ever; events that waited are answered anew. */
  function compare({ partnerId, method, target, body = '', webhookId }: Asking, { text }: Told): void {
    if (webhookId !== undefined) return;
    const name = `${partnerId} ${method} ${target} ${sha256(body)}`;
    const before = first.get(name);
    if (before === undefined) first.set(name, text);
    else if (before !== text) breaches.push(`${partnerId} ${method} ${target} was answered in two ways: ${before} and ${text}`);
  }

  return {
    keep: (asking, told, about) => {
      if (told.status < 200 || told.status > 299) return;
      compare(asking, told);
      const { body } = told;
      const factId = FACT_IDS.map((name) => body[name]).find((id) => typeof id === 'string');
      const { insurer } = (body['totals'] ?? {}) as { readonly insurer?: number };
      const outcome = body['decision'] ?? body['status'];
      answers.push({
        ...{ at: clock.now(), partnerId: asking.partnerId, ...about, content: sha256(asking.body ?? '') },
        ...{ factId: factId ?? null, outcome: typeof outcome === 'string' ? outcome : null, insurer: insurer ?? null },
      });
    },
    answers,
    breaches,
  };
}
