import type { CompiledBenefit, CompiledPlan } from './compiled-plan.ts';
import type { OrderLine } from './order.ts';
import type { OrderView } from './order-view.ts';
import { anyStartsWith } from './prefix.ts';

/**
 * The benefit that decides a line: the first whose lists all match. An absent list takes all; a line or order without the field
 * does not match a list that asks for it; `items` takes no part in the choice.
 */
export function matchBenefit(plan: CompiledPlan, view: OrderView, line: OrderLine): CompiledBenefit | undefined {
  for (const benefit of plan.benefits) if (covers(benefit, view, line)) return benefit;
  return undefined;
}

function covers({ covers: lists }: CompiledBenefit, { order, diagnoses }: OrderView, line: OrderLine): boolean {
  return (
    takes(lists.categories, line.category) &&
    takes(lists.orderKinds, order.kind) &&
    takes(lists.visits, order.visit?.type) &&
    takes(lists.modes, order.visit?.mode) &&
    takes(lists.departments, order.visit?.department) &&
    (lists.diagnoses === undefined || anyStartsWith(diagnoses, lists.diagnoses))
  );
}

function takes<T>(list: ReadonlySet<T> | undefined, value: T | undefined): boolean {
  return list === undefined || (value !== undefined && list.has(value));
}
