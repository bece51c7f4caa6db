import type { AdjudicationInput } from '../../../lambdas/domain/adjudication-input.ts';
import type { Adjudication } from '../../../lambdas/domain/adjudicate.ts';
import { adjudicate } from '../../../lambdas/domain/adjudicate.ts';
import type { Contestant } from '../../measure/rounds.ts';
import { decideBy } from '../../rivals/decide.ts';
import type { RuleEngine } from '../../rivals/rule-engine.ts';

/** so many that a turn takes long enough to be timed */
const PASSES = 100;

/** The engine on the whole workload, one order after another. What is paid is added up and compared, so that nothing is left out. */
export function engineContestant(
  name: string,
  inputs: readonly AdjudicationInput[],
  decide: (input: AdjudicationInput) => Adjudication,
): Contestant {
  const expected = paidFor(inputs, adjudicate);
  const pass = async (): Promise<void> => {
    for (let run = 0; run < PASSES; run++) if (paidFor(inputs, decide) !== expected) throw differently(name);
  };
  return { name, perJob: PASSES * inputs.length, prepare: async (count) => Array.from({ length: count }, () => pass) };
}

/** A rival on some orders of the workload, on the next ones in the next turn. */
export function rivalContestant(engine: RuleEngine, inputs: readonly AdjudicationInput[]): Contestant {
  const { ordersPerTurn } = engine;
  let turn = 0;
  const nextPass = () => {
    const first = (turn++ * ordersPerTurn) % inputs.length;
    const some = turnOf(inputs, first, ordersPerTurn);
    const expected = paidFor(some, adjudicate);
    return async (): Promise<void> => {
      if ((await paidBy(engine, some)) !== expected) throw differently(engine.name);
    };
  };
  const prepare = async (count: number) => Array.from({ length: count }, nextPass);
  return { name: engine.name, perJob: ordersPerTurn, prepare };
}

/** So many orders from one on, and from the beginning again after the last. */
function turnOf(inputs: readonly AdjudicationInput[], first: number, count: number): readonly AdjudicationInput[] {
  const turn: AdjudicationInput[] = [];
  for (let from = first; turn.length < count; from = 0) turn.push(...inputs.slice(from, from + count - turn.length));
  return turn;
}

function paidFor(inputs: readonly AdjudicationInput[], decide: (input: AdjudicationInput) => Adjudication): number {
  let total = 0;
  for (const input of inputs) total += decide(input).decision.totals.insurer;
  return total;
}

async function paidBy(engine: RuleEngine, inputs: readonly AdjudicationInput[]): Promise<number> {
  let total = 0;
  const waiting = inputs.values();
  await Promise.all(
    Array.from({ length: engine.atOnce }, async () => {
      for (const input of waiting) for (const { insurer } of await decideBy(engine, input)) total += insurer;
    }),
  );
  return total;
}

const differently = (name: string): Error => new Error(`${name} decided the same orders differently than before`);
