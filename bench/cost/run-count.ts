import { argv } from 'node:process';
import type { CountPlan } from './count.ts';
import { countOrders } from './count.ts';

// also when the parent is killed: nobody would read the counts
process.once('disconnect', () => process.exit());

const counts = await countOrders(JSON.parse(argv[2] ?? '') as CountPlan);
process.send?.(counts, () => process.exit());
