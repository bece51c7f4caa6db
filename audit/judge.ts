import type { Evidence } from './evidence.ts';
import { judgeInsurer, judgeStatement } from './judge-books.ts';
import type { Judge, Judging } from './judges/judging.ts';
import { judgeMaxima } from './judges/maxima.ts';
import { judgeOrder } from './judges/order.ts';
import { judgeTotals } from './judges/totals.ts';

/** By the kind of what evidence is about. */
const JUDGES: Readonly<Record<string, Judge>> = {
  order: judgeOrder,
  total: judgeTotals,
  limit: judgeMaxima,
  statement: judgeStatement,
  insurer: judgeInsurer,
};

/** Judges everything that there is evidence about in one bucket. All evidence about one thing must be in it. */
export function judgeBucket(bucket: Iterable<Evidence>, judging: Judging): void {
  const byThing = Map.groupBy(bucket, ({ about }) => about);
  for (const [about, evidence] of byThing) {
    const judge = JUDGES[about.slice(0, about.indexOf(' '))];
    if (judge === undefined) throw new Error(`nobody judges ${about}`);
    judge(about, evidence, judging);
  }
}
