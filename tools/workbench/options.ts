import { parseArgs } from 'node:util';
import * as z from 'zod';
import { calendarDate, fen, identifier, instant } from '../../lambdas/contracts/primitives.ts';
import { MAX_DAYS_SUPPLY } from '../../lambdas/contracts/order.ts';
import type { Fill } from '../../lambdas/domain/prescription.ts';
import { Refusal } from '../refusal.ts';
import type { PlanOptions } from './plan-file.ts';

export const usage = `npm run plan -- check <plan.json> [options]
  what publication would say of a plan, without a product: every fault with its path, or a summary

npm run plan -- try <plan.json> <order.json> [options]
  how the plan decides an order, to the fen; every default it takes is printed

  --formulary <id>=<file>     a list of items, .json or .ndjson; else formularies/<id>-v<n>.json beside the plan
  --pool <id>=<fen>           the budget of a pool (check), what is left of it (try)

of try alone:
  --at <instant>              when the order arrives; else the time of service
  --from, --to <date>         the coverage; else from the plan's effectiveFrom, without an end
  --birth-date <date>         of the member
  --national-insurance        the member has national insurance
  --family <id>               of the member; else a family of one
  --provider <partnerId>      who bills; else hospital-a, of a pharmacy order pharmacy-a
  --used <limitId>=<amount>   taken before the order, in the period of the service date: fen, orders or a quantity;
                              <limitId>/member or /family where two scopes share an id. May be repeated
  --prescription <file>       the prescription that the order names
  --fill <code>=<date>:<days> an earlier fill of the member. May be repeated
  --trace                     every question to a rule, and its answer
  --json                      the decision as the API writes it

Ends with 0, with 1 where a document is faulty, with 2 where the command or a file cannot be read.`;

export interface CheckCommand extends PlanOptions {
  readonly command: 'check';
}

export interface TryCommand extends PlanOptions {
  readonly command: 'try';
  readonly orderFile: string;
  readonly at: string | undefined;
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly birthDate: string | undefined;
  readonly nationalInsurance: boolean;
  readonly family: string | undefined;
  readonly provider: string | undefined;
  /** by `limitId`, or `limitId/scope`; a decimal string, because a quantity is one */
  readonly used: ReadonlyMap<string, string>;
  readonly prescriptionFile: string | undefined;
  readonly fills: ReadonlyMap<string, readonly Fill[]>;
  readonly trace: boolean;
  readonly json: boolean;
}

const one = { type: 'string' } as const;
const several = { type: 'string', multiple: true } as const;
const flag = { type: 'boolean' } as const;
const ofPlan = { formulary: several, pool: several };
const options = {
  ...ofPlan,
  ...{
    'at': one,
    'from': one,
    'to': one,
    'birth-date': one,
    'national-insurance': flag,
    'family': one,
    'provider': one,
  },
  ...{ used: several, prescription: one, fill: several, trace: flag, json: flag },
};

/** Fen or orders, or a quantity: which of them, only the limit knows. */
const usedAmount = z
  .string()
  .regex(/^\d{1,10}(\.\d{1,4})?$/u, 'must be an amount of fen, a number of orders or a quantity');

/** What was typed, checked; a Refusal says what is wrong with it. */
export function workbenchCommand(args: readonly string[]): CheckCommand | TryCommand {
  const { positionals, values } = typed(args);
  const [command, planFile, orderFile, ...more] = positionals;
  if (command !== 'check' && command !== 'try')
    throw new Refusal(`there is no command "${command}": it is check or try`);
  if (planFile === undefined) throw new Refusal(`say which plan: npm run plan -- ${command} <plan.json>`);
  const plan = {
    planFile,
    formularies: asked('formulary', values.formulary, /^([^=]+)=(.+)$/u, '<id>=<file>', z.string()),
    pools: asked('pool', values.pool, /^([^=]+)=(\d+)$/u, '<id>=<fen>', z.string().transform(Number).pipe(fen)),
  };
  if (command === 'check') {
    const stray = Object.keys(values).find((name) => !(name in ofPlan));
    if (stray !== undefined) throw new Refusal(`--${stray} is an option of try`);
    if (orderFile !== undefined) throw new Refusal(`what is "${orderFile}"? check takes one plan`);
    return { command, ...plan };
  }
  if (orderFile === undefined) throw new Refusal('say which order: npm run plan -- try <plan.json> <order.json>');
  if (more.length > 0) throw new Refusal(`what is "${more[0]}"? try takes one plan and one order`);
  return {
    ...{ command, orderFile, ...plan },
    at: valid('at', values.at, instant),
    from: valid('from', values.from, calendarDate),
    to: valid('to', values.to, calendarDate),
    birthDate: valid('birth-date', values['birth-date'], calendarDate),
    nationalInsurance: values['national-insurance'] ?? false,
    family: valid('family', values.family, identifier),
    provider: valid('provider', values.provider, identifier),
    used: asked('used', values.used, /^([^=]+)=(.+)$/u, '<limitId>=<amount>', usedAmount),
    prescriptionFile: values.prescription,
    fills: fillsOf(values.fill ?? []),
    trace: values.trace ?? false,
    json: values.json ?? false,
  };
}

function typed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (cause) {
    throw new Refusal(cause instanceof Error ? cause.message : 'the options cannot be read', { cause });
  }
}

function valid<Value>(name: string, text: string | undefined, schema: z.ZodType<Value>): Value | undefined {
  if (text === undefined) return undefined;
  const result = schema.safeParse(text);
  if (result.success) return result.data;
  throw new Refusal(`--${name} ${text}: ${result.error.issues[0]?.message ?? 'wrong'}`);
}

/** `<name>=<value>`, each name once. */
function asked<Value>(
  option: string,
  texts: readonly string[] | undefined,
  form: RegExp,
  says: string,
  schema: z.ZodType<Value>,
): ReadonlyMap<string, Value> {
  const values = new Map<string, Value>();
  for (const text of texts ?? []) {
    const [, name, content] = form.exec(text) ?? [];
    const value = valid(option, content, schema);
    if (name === undefined || value === undefined) throw new Refusal(`--${option} is ${says}, and not ${text}`);
    if (values.has(name)) throw new Refusal(`--${option} names ${name} twice`);
    values.set(name, value);
  }
  return values;
}

const FILL = /^([^=]+)=(\d{4}-\d\d-\d\d):(\d{1,3})$/u;
const days = z.string().transform(Number).pipe(z.int().min(1).max(MAX_DAYS_SUPPLY));

function fillsOf(texts: readonly string[]): ReadonlyMap<string, readonly Fill[]> {
  const fills = texts.map((text) => {
    const [, code, day, supply] = FILL.exec(text) ?? [];
    const [date, daysSupply] = [valid('fill', day, calendarDate), valid('fill', supply, days)];
    if (code === undefined || date === undefined || daysSupply === undefined)
      throw new Refusal(`--fill is <code>=<date>:<days>, and not ${text}`);
    return { code, fill: { date, daysSupply } };
  });
  const byCode = Map.groupBy(fills, ({ code }) => code);
  return new Map([...byCode].map(([code, all]) => [code, all.map(({ fill }) => fill)]));
}
