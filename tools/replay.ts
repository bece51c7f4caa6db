// npm run replay [-- --stage dev|staging|prod | --table <name>] [--from <date>] [--to <date>]
// Makes stored decisions again from stored inputs, and reports any that differ. Reads only. Without a stage or a table it looks into
// the product that runs on this machine.
import { parseArgs } from 'node:util';
import { isCalendarDate } from '../lambdas/domain/calendar.ts';
import { scanFacts } from '../lambdas/storage/fact-scan.ts';
import { formulariesAt } from '../lambdas/storage/formulary-shelf.ts';
import { readMemberRevision } from '../lambdas/storage/member-registry.ts';
import { plansOnDate } from '../lambdas/storage/plan-shelf.ts';
import { readPrescriptionRevision } from '../lambdas/storage/prescription-register.ts';
import { tellOf } from './command-line.ts';
import { Refusal } from './refusal.ts';
import { replayDecisions } from './replay-decisions.ts';
import { turnToTable } from './table-at-hand.ts';

const usage = 'npm run replay [-- (--stage dev|staging|prod | --table <name>)] [--from <date>] [--to <date>]';
const options = {
  stage: { type: 'string' },
  table: { type: 'string' },
  from: { type: 'string' },
  to: { type: 'string' },
} as const;

function parsed(typed: readonly string[]) {
  try {
    return parseArgs({ args: [...typed], options }).values;
  } catch (error) {
    throw new Refusal(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
  }
}

try {
  const values = parsed(process.argv.slice(2));
  for (const day of [values.from, values.to]) {
    if (day !== undefined && !isCalendarDate(day)) throw new Refusal(`${day} is not a date`);
  }
  turnToTable(values);
  const ports = {
    members: { readMemberRevision },
    plans: { plansOnDate },
    formularies: { formulariesAt },
    prescriptions: { readPrescriptionRevision },
  };
  const { decisions, differing, deviations } = await replayDecisions(scanFacts(), ports, values);
  for (const { providerId, orderNo, sequence, differences } of deviations) {
    console.log(`${providerId} ${orderNo} fact ${sequence}: ${differences.join(', ')}`);
  }
  console.log(`${decisions} decisions made again, ${differing} differ`);
  if (differing > 0) process.exitCode = 1;
} catch (error) {
  process.exitCode = 2;
  tellOf(error);
}
