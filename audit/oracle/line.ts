import type { OrderLine } from '../../lambdas/domain/order.ts';
import type { Benefit } from '../../lambdas/domain/plan.ts';
import type { Account, Insured } from './accounts.ts';
import { accountOf, leftOf, limitsOf } from './accounts.ts';
import type { Failure } from './checks.ts';
import { benefitFor, plainFailures, waivedFor } from './checks.ts';
import { least } from './exact.ts';
import type { Cause } from './standing.ts';
import type { Dispensed } from './supply.ts';
import { allowedFor, supplyFailures } from './supply.ts';

/** A line as the coverages before left it. */
export interface Carried {
  readonly position: number;
  readonly line: OrderLine;
  readonly billed: bigint;
  readonly priorPaid: bigint;
  readonly base: bigint;
}

/** A line under one coverage; an amount is negative where it adds to what the insurer pays. */
export interface Draft {
  readonly benefit: Benefit | undefined;
  readonly refused: boolean;
  readonly causes: Cause[];
  readonly accounts: readonly Account[];
  /** each trim of the quantity, with what it left, in ten-thousandths of a unit */
  readonly trims: readonly { readonly code: 'R405' | 'L508'; readonly kept: bigint }[];
  readonly kept: bigint;
  /** what the line takes of a prescription, where it needs one */
  readonly prescribed: bigint;
  insurer: bigint;
  writeOff: bigint;
}

/** docs/plans.md B: the benefit of a line and every check of it. */
export function checkedLine(insured: Insured, carried: Carried, late: boolean, dispensed: Dispensed): Draft {
  const { line, base } = carried;
  const benefit = benefitFor(insured.plan, insured.input.order, line);
  const nothing = { insurer: 0n, writeOff: 0n, kept: 0n, prescribed: 0n, trims: [], accounts: [] };
  if (late || benefit === undefined) {
    return { ...nothing, benefit, refused: true, causes: causesOf([{ code: late ? 'T702' : 'C301' }], base) };
  }
  const accounts = limitsOf(insured.plan, benefit).map((limit) => accountOf(insured, limit, line.lineNo));
  const { failures, trims, kept, prescribed } = quantityOf(insured, benefit, line, accounts, dispensed);
  const waived = waivedFor(insured);
  const all = [
    ...plainFailures(insured, benefit, line),
    ...supplyFailures(insured, benefit, line, dispensed),
    ...failures,
  ].map((one): Failure => (one.waivable !== undefined && waived.has(one.waivable) ? { code: 'A802' } : one));
  const refused = all.some(({ code }) => code !== 'A802');
  const causes = causesOf(all, base);
  return refused
    ? { ...nothing, benefit, refused, causes }
    : { ...nothing, benefit, refused, causes, accounts, trims, kept, prescribed };
}

/** The first that refuses carries the line's amount, the others nothing. */
function causesOf(failures: readonly Failure[], amount: bigint): Cause[] {
  const first = failures.findIndex(({ code }) => code !== 'A802');
  return failures.map(({ code, firstDate }, index) => ({
    ...{ code, amount: index === first ? amount : 0n },
    ...(firstDate !== undefined && { firstDate }),
  }));
}

function quantityOf(
  insured: Insured,
  benefit: Benefit,
  line: OrderLine,
  accounts: readonly Account[],
  dispensed: Dispensed,
): { failures: readonly Failure[]; trims: Draft['trims']; kept: bigint; prescribed: bigint } {
  const asked = BigInt(line.quantity);
  const allowed = allowedFor(insured, benefit, line, dispensed);
  const trims: { code: 'R405' | 'L508'; kept: bigint }[] = [];
  const prescribed = allowed === undefined || allowed <= 0n ? asked : least(asked, allowed);
  if (prescribed < asked) trims.push({ code: 'R405', kept: prescribed });
  const failures: Failure[] = [];
  // a line is refused as it was asked, before anything is trimmed
  let kept = prescribed;
  for (const account of accounts) {
    const { limit, before, max } = account;
    if (limit.measure === 'count' && before.used + before.held >= max) failures.push({ code: 'L507' });
    if (limit.measure !== 'quantity') continue;
    const left = leftOf(insured, account);
    if (left === 0n || (limit.onExceed === 'reject' && asked > left)) failures.push({ code: 'L507' });
    else if (left < kept) {
      kept = left;
      trims.push({ code: 'L508', kept });
    }
  }
  return { failures, trims, kept, prescribed: allowed === undefined ? 0n : prescribed };
}
