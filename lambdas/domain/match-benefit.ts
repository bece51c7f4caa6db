import type { CompiledBenefit, CompiledPlan } from './compiled-plan.ts';
import type { Order, OrderLine } from './order.ts';
import { anyStartsWith } from './prefix.ts';

/**
 * The benefit that decides a line: the first whose lists all match. An absent list takes all; a line or order without the field
 * does not match a list that asks for it; `items` takes no part in the choice.
 */
export function matchBenefit(plan: CompiledPlan, order: Order, line: OrderLine): CompiledBenefit | undefined {
  return plan.benefits.find(({ benefit: { covers } }) => {
    const { visit } = order;
    return (
      holds(covers.orderKinds, order.kind) &&
      holds(covers.categories, line.category) &&
      holds(covers.visits, visit?.type) &&
      holds(covers.modes, visit?.mode) &&
      holds(covers.departments, visit?.department) &&
      (covers.diagnoses === undefined ||
        anyStartsWith(
          order.diagnoses.map(({ code }) => code),
          covers.diagnoses,
        ))
    );
  });
}

function holds<T>(list: readonly T[] | undefined, value: T | undefined): boolean {
  return list === undefined || (value !== undefined && list.includes(value));
}
