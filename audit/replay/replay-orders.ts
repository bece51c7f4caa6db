import { isDeepStrictEqual } from 'node:util';
import type { DecisionFact, OrderFact } from '../../lambdas/domain/fact.ts';
import type { Evidence, FactEvidence } from '../evidence.ts';
import { evidenceOf } from '../evidence.ts';
import type { Verdicts } from '../finding.ts';
import { isDecision } from '../judges/order-in-hand.ts';
import { settledBy, settledLiterally } from '../oracle/comparison.ts';
import { decideLiterally } from '../oracle/decide.ts';
import { factIdOf, factIn } from '../table/fact.ts';
import { decidedFrom } from './decided-from.ts';
import type { StoredItems } from './stored-items.ts';
import { NoAnswerOfTable } from './stored-items.ts';

/** So many are made again beside each other, because each waits for what it was made from. */
const AT_ONCE = 16;

/** Makes every decision of a bucket again, and finds those that come out otherwise. */
export async function replayBucket(bucket: readonly Evidence[], items: StoredItems, verdicts: Verdicts): Promise<void> {
  const decisions = decisionsIn(evidenceOf<FactEvidence>(bucket, 'fact'));
  const workers = Array.from({ length: AT_ONCE }, async () => {
    for (const fact of decisions) await replay(fact, items, verdicts);
  });
  await Promise.all(workers);
}

function* decisionsIn(facts: readonly FactEvidence[]): Generator<DecisionFact> {
  for (const { sequence, text } of facts) {
    const fact = DECIDES.test(text) ? understood(sequence, text) : undefined;
    if (fact !== undefined && isDecision(fact)) yield fact;
  }
}

/** How the text of a fact begins that decides. */
const DECIDES = /^\[\d+,"[SDA]"/u;

/** What cannot be read is found where the life of its order is judged. */
function understood(sequence: number, text: string): OrderFact | undefined {
  try {
    return factIn(sequence, text);
  } catch {
    return undefined;
  }
}

async function replay(fact: DecisionFact, items: StoredItems, verdicts: Verdicts): Promise<void> {
  verdicts.examine('decisions-replay');
  const wrong = await differencesOf(fact, items).catch((error: unknown) => {
    if (error instanceof NoAnswerOfTable) throw error;
    return [`it cannot be made again: ${error instanceof Error ? error.message : String(error)}`];
  });
  if (wrong.length === 0) return;
  const [about] = factIdOf(fact).split('.');
  const says = `fact ${fact.sequence}: ${wrong.slice(0, MOST_NAMED).join(', ')}`;
  verdicts.find({ invariant: 'decisions-replay', about: `order ${about}`, says });
}

const MOST_NAMED = 6;

async function differencesOf(fact: DecisionFact, items: StoredItems): Promise<readonly string[]> {
  const input = await decidedFrom(items, fact);
  const [stored, again] = [settledBy(fact), settledLiterally(decideLiterally(input), fact)];
  return isDeepStrictEqual(stored, again) ? [] : differences(stored, again, 'decision');
}

/** Where two values differ, as paths with both. */
function differences(one: unknown, other: unknown, path: string): readonly string[] {
  if (isDeepStrictEqual(one, other)) return [];
  const areRecords = [one, other].every((value) => typeof value === 'object' && value !== null);
  if (!areRecords) return [`${path} is ${JSON.stringify(one)} and comes to ${JSON.stringify(other)}`];
  const [here, there] = [one as Readonly<Record<string, unknown>>, other as Readonly<Record<string, unknown>>];
  const names = new Set([...Object.keys(here), ...Object.keys(there)]);
  return [...names].flatMap((name) => differences(here[name], there[name], `${path}.${name}`));
}
