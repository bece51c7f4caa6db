import { choiceBit } from './choice.ts';
import type { CompiledBenefit } from './compiled-benefit.ts';
import type { CompiledPlan } from './compiled-plan.ts';
import type { OrderLine } from './order.ts';
import { LINE_CATEGORIES } from './order.ts';
import type { OrderView } from './order-view.ts';
import { anyStartsWith } from './prefix.ts';

/**
 * The benefit that decides a line: the first whose lists all match. An absent list takes all; a line or order without the field
 * does not match a list that asks for it; `items` takes no part in the choice.
 */
export function matchBenefit(plan: CompiledPlan, view: OrderView, line: OrderLine): CompiledBenefit | undefined {
  const categoryBit = choiceBit(LINE_CATEGORIES, line.category);
  for (const benefit of plan.benefits) {
    if ((benefit.covers.categories & categoryBit) !== 0 && coversOrder(benefit, view)) return benefit;
  }
  return undefined;
}

function coversOrder(
  { covers }: CompiledBenefit,
  { order, kindBit, visitBit, modeBit, diagnoses }: OrderView,
): boolean {
  return (
    (covers.orderKinds & kindBit) !== 0 &&
    (covers.visits & visitBit) !== 0 &&
    (covers.modes & modeBit) !== 0 &&
    takes(covers.departments, order.visit?.department) &&
    (covers.diagnoses === undefined || anyStartsWith(diagnoses, covers.diagnoses))
  );
}

function takes(list: ReadonlySet<string> | undefined, value: string | undefined): boolean {
  return list === undefined || (value !== undefined && list.has(value));
}
