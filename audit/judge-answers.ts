import type { OrderStep } from './books/order-step.ts';
import { factIdOfStep } from './books/order-step.ts';
import type { HeldAnswer } from './answers.ts';
import type { Evidence } from './evidence.ts';
import type { Verdicts } from './finding.ts';
import { aboutOrder, keyParts } from './stored-item.ts';
import { orderIdOf } from './table/fact.ts';
import type { Item } from './table/item.ts';
import { numberIn, textIn } from './table/item.ts';

/** A webhook that was taken, by its own id. */
export interface TakenWebhook extends Evidence {
  readonly kind: 'taken-webhook';
  readonly partnerId: string;
  readonly webhookId: string;
  /** SHA-256 of the bytes of its body, hexadecimal */
  readonly content: string;
  /** how many facts the order had when it was answered */
  readonly facts: number;
}

/** Reads `WEBHOOK#<partner>#<webhook-id>`. */
export function readTakenWebhook(item: Item): TakenWebhook {
  const [, partnerId = '', ...id] = keyParts(item, 'pk');
  return {
    ...{ about: aboutOrder(orderIdOf(partnerId, textIn(item, 'o'))), kind: 'taken-webhook', partnerId },
    ...{
      webhookId: id.join('#'),
      content: Buffer.from(textIn(item, 'x'), 'base64url').toString('hex'),
      facts: numberIn(item, 'n'),
    },
  };
}

const FACTS_OF: Readonly<Record<Exclude<HeldAnswer['operation'], 'event'>, readonly OrderStep['type'][]>> = {
  settle: ['settlement', 'decline'],
  authorize: ['authorization', 'decline'],
  capture: ['capture'],
  // what is given back of all that was captured ends the hold of the rest, too
  void: ['void', 'reversal'],
  reverse: ['reversal', 'void', 'tombstone'],
};

/** Whoever holds an answer finds its fact, with the amounts that it told; and the same number was never answered with two contents. */
export function judgeAnswers(
  about: string,
  {
    answers,
    steps,
    webhooks,
  }: {
    readonly answers: readonly HeldAnswer[];
    readonly steps: readonly OrderStep[];
    readonly webhooks: readonly TakenWebhook[];
  },
  verdicts: Verdicts,
): void {
  const byNumber = new Map<string, HeldAnswer>();
  for (const answer of answers) {
    verdicts.examine('answers-kept');
    const { operation, number, orderNo } = answer;
    const find = (says: string) =>
      verdicts.find({ invariant: 'answers-kept', about, says: `${operation} ${number ?? orderNo} ${says}` });
    const name = `${operation} ${number ?? ''}`;
    const first = byNumber.get(name) ?? answer;
    byNumber.set(name, first);
    if (number !== null || operation !== 'void') {
      if (first.content !== answer.content) find('was answered with two contents');
      if (first.factId !== answer.factId || first.insurer !== answer.insurer) find('was answered in two ways');
    }
    const fault = operation === 'event' ? faultOfEvent(answer, webhooks, steps) : faultOfFact(answer, operation, steps);
    if (fault !== undefined) find(fault);
  }
}

function faultOfFact(
  { factId, insurer, partnerId }: HeldAnswer,
  operation: keyof typeof FACTS_OF,
  steps: readonly OrderStep[],
): string | undefined {
  const types = FACTS_OF[operation];
  const named = steps.find((step) => factIdOfStep(step) === factId);
  const step = factId === null ? steps.find(({ type }) => types.includes(type)) : named;
  if (step === undefined) return `was answered${factId === null ? '' : ` with ${factId}`}, and there is no such fact`;
  if (!types.includes(step.type)) return `was answered with ${factId}, a ${step.type}`;
  if (step.providerId !== partnerId) return `was answered with a fact of ${step.providerId}`;
  const paid = step.lines.reduce((sum, line) => sum + line.insurer, 0);
  return factId === null || insurer === null || insurer === paid
    ? undefined
    : `was answered with ${insurer}, and its fact says ${paid}`;
}

function faultOfEvent(
  { number, content, partnerId, factId }: HeldAnswer,
  webhooks: readonly TakenWebhook[],
  steps: readonly OrderStep[],
): string | undefined {
  const taken = webhooks.find((one) => one.partnerId === partnerId && one.webhookId === number);
  if (taken === undefined) return 'was answered, and nothing was taken under this id';
  if (taken.content !== content) return 'was answered, and another body was taken under this id';
  if (taken.facts > steps.length) return `was answered after ${taken.facts} facts, and there are ${steps.length}`;
  if (factId === null || steps.some((step) => factIdOfStep(step) === factId)) return undefined;
  return `was answered with ${factId}, and there is no such fact`;
}
