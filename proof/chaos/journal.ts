import type { HeldAnswer } from '../../audit/answers.ts';
import type { Asking, Told } from './clients.ts';
import { sha256 } from './clients.ts';
import type { Clock } from './clock.ts';

export interface Journal {
  keep(asking: Asking, told: Told, about: Pick<HeldAnswer, 'operation' | 'orderNo' | 'number'>): void;
  readonly answers: readonly HeldAnswer[];
  /** the same request, answered in two ways */
  readonly breaches: readonly string[];
}

/** Where the answers name their facts; a void names the authorization that it is of. */
const FACT_IDS: Readonly<Record<HeldAnswer['operation'], string>> = {
  settle: 'settlementId',
  authorize: 'authorizationId',
  capture: 'captureId',
  void: 'none',
  reverse: 'reversalId',
  event: 'authorizationId',
};

export function newJournal(clock: Clock): Journal {
  const answers: HeldAnswer[] = [];
  const breaches: string[] = [];
  const first = new Map<string, string>();

  /** An answer that says that something has been recorded is the same for ever; events that waited are answered anew. */
  function compare({ partnerId, method, target, body = '', webhookId }: Asking, { text }: Told): void {
    if (webhookId !== undefined) return;
    const name = `${partnerId} ${method} ${target} ${sha256(body)}`;
    const before = first.get(name);
    if (before === undefined) first.set(name, text);
    else if (before !== text)
      breaches.push(`${partnerId} ${method} ${target} was answered in two ways: ${before} and ${text}`);
  }

  return {
    keep: (asking, told, about) => {
      if (told.status < 200 || told.status > 299) return;
      compare(asking, told);
      const { body } = told;
      const [factId, outcome] = [body[FACT_IDS[about.operation]], body['status']];
      const { insurer } = (body['totals'] ?? {}) as { readonly insurer?: number };
      answers.push({
        ...{ at: clock.now(), partnerId: asking.partnerId, ...about, content: sha256(asking.body ?? '') },
        ...{ factId: typeof factId === 'string' ? factId : null, insurer: insurer ?? null },
        outcome: typeof outcome === 'string' ? outcome : null,
      });
    },
    answers,
    breaches,
  };
}
