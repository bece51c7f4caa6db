import * as z from 'zod';
import type { DecisionAnswer } from '../../lambdas/contracts/decision-answer.ts';
import type { MemberDecisionsAnswer } from '../../lambdas/contracts/member-decisions-answer.ts';
import type { ProblemAnswer } from '../../lambdas/contracts/problem-answer.ts';
import { problemAnswer } from '../../lambdas/contracts/problem-answer.ts';
import type { AnswerKinds, Content } from '../../lambdas/contracts/reference/operation.ts';
import { operations, problemCodesOf } from '../../lambdas/contracts/reference/operations.ts';
import type { RouteName } from '../../lambdas/contracts/routes.ts';
import { routes } from '../../lambdas/contracts/routes.ts';
import { routeTable } from '../../local/gateway/route-table.ts';
import type { ArrivedRequest } from '../../local/gateway/proxy-event.ts';
import { splitTarget } from '../../local/gateway/proxy-event.ts';
import type { Answer } from './connector.ts';

const AMOUNTS = ['billed', 'priorPaid', 'insurer', 'patient', 'writeOff'] as const;
type Amounts = Readonly<Record<(typeof AMOUNTS)[number], number>>;

const match = routeTable(
  Object.entries(routes).map(([name, { method, path }]) => ({ routeKey: `${method} ${path}`, target: name })),
);

/** What is wrong with an answer: of what the OpenAPI document says of it, and of the invariants of every decision. */
export function answerFaults({ method, target }: ArrivedRequest, answer: Answer<unknown>): readonly string[] {
  const route = routeOf(method, target);
  const faults =
    answer.status >= 400 ? problemFaults(answer, route) : successFaults(answer, route, `${method} ${target}`);
  return answer.headers['connector-request-id'] ? faults : [...faults, 'connector-request-id is missing'];
}

function successFaults(answer: Answer<unknown>, route: RouteName | undefined, request: string): readonly string[] {
  const { status, headers } = answer;
  if (route === undefined) return [`${request} has no route and was answered ${status}`];
  const operation = operations[route];
  const faults: string[] = [];
  if (!(String(status) in operation.answers)) return [`${route} is not documented to answer ${status}`];
  if (headers['connector-replayed'] !== undefined && operation.replays !== true) faults.push(`${route} replays`);
  const type = headers['content-type'] ?? '';
  if ('mediaType' in operation.answer || 'files' in operation.answer) return faults;
  if (operation.isPageToo === true && type.startsWith('text/html')) return faults;
  if (type !== 'application/json') faults.push(`${route} is of the type ${type}`);
  const misfits = schemaFaults(schemaOf(operation.answer, status), answer.body, route);
  // what has another shape cannot be reckoned with
  return misfits.length > 0 ? [...faults, ...misfits] : [...faults, ...reckoningFaults(route, answer.body)];
}

/** Of several shapes with one status the answer must be one. */
function schemaOf(answer: Content | AnswerKinds, status: number): z.ZodType {
  if ('schema' in answer) return answer.schema;
  return z.union(answer.kinds.filter((kind) => kind.status === status).map(({ schema }) => schema));
}

function routeOf(method: string, target: string): RouteName | undefined {
  try {
    return match(method, splitTarget(target).rawPath)?.route.target as RouteName | undefined;
  } catch {
    return undefined;
  }
}

function problemFaults({ status, headers, body }: Answer<unknown>, route: RouteName | undefined): readonly string[] {
  const misfits = schemaFaults(problemAnswer, body, 'problem');
  if (misfits.length > 0) return misfits;
  const problem = body as ProblemAnswer;
  const checks: readonly (readonly [boolean, string])[] = [
    [headers['content-type'] === 'application/problem+json', `a problem of the type ${headers['content-type']}`],
    [problem.status === status, `a problem that says ${problem.status} is answered ${status}`],
    [problem.requestId === headers['connector-request-id'], 'the requestId of a problem is not that of its header'],
    [(headers['retry-after'] !== undefined) === (problem.retry === 'after'), 'Retry-After comes with `after` only'],
    [problem.code !== 'request.malformed' || (problem.errors?.length ?? 0) > 0, 'no bad field is named'],
    [
      route === undefined || problemCodesOf(route).includes(problem.code),
      `${route} is not documented to refuse with ${problem.code}`,
    ],
  ];
  return checks.filter(([holds]) => !holds).map(([, fault]) => fault);
}

function schemaFaults(schema: z.ZodType, body: unknown, what: string): readonly string[] {
  const issues = schema.safeParse(body).error?.issues ?? [];
  if (issues.length === 0) return [];
  return [`${what}: ${JSON.stringify(issues)} of ${JSON.stringify(body)?.slice(0, 2_000)}`];
}

function reckoningFaults(route: RouteName, body: unknown): readonly string[] {
  if (route === 'settleOrder' || route === 'quoteOrder') return decisionFaults(body as DecisionAnswer);
  if (route === 'readMemberDecisions') return memberDecisionsFaults(body as MemberDecisionsAnswer);
  if (route !== 'readOrder') return [];
  // an order that was reversed before it came has none
  const { decision } = body as { readonly decision: DecisionAnswer | null };
  return decision === null ? [] : decisionFaults(decision);
}

/** What stands now adds up like what was decided, and is never more. */
function memberDecisionsFaults({ decisions }: MemberDecisionsAnswer): readonly string[] {
  return decisions.flatMap(({ decision, paid, comesTo, lines, limits }) => {
    const sums = AMOUNTS.filter((field) => paid[field] !== total(lines.map((line) => line.paid[field])));
    const excesses = AMOUNTS.filter((field) => paid[field] > decision.totals[field]);
    const numbers = [lines, decision.lines].map((some) => some.map(({ lineNo }) => lineNo).join());
    const names = [limits, decision.accumulators].map((some) => some.map(({ limitId }) => limitId).join());
    return [
      ...decisionFaults(decision),
      ...[paid, comesTo, ...lines.map((line) => line.paid)].flatMap((part) => identityFaults(part, 'what is paid')),
      ...sums.map((field) => `the lines do not add up to the ${field} that is paid`),
      ...excesses.map((field) => `more ${field} is paid than was decided`),
      ...(numbers[0] === numbers[1] ? [] : ['the lines are not those that were decided']),
      ...(names[0] === names[1] ? [] : ['the limits are not those that were drawn on']),
    ];
  });
}

/** docs/plans.md F: on every line and in total, always. */
function decisionFaults({ totals, lines, shares, accumulators }: DecisionAnswer): readonly string[] {
  const faults = lines.flatMap((line) => [
    ...identityFaults(line, `line ${line.lineNo}`),
    ...(amountOf(line.reasons) === line.billed - line.priorPaid - line.insurer ? [] : [`reasons of ${line.lineNo}`]),
    ...(amountOf(line.shares) === line.insurer ? [] : [`shares of ${line.lineNo}`]),
  ]);
  if (amountOf(shares) !== totals.insurer) faults.push('shares do not add up to the part of the insurers');
  for (const field of AMOUNTS) {
    if (totals[field] !== total(lines.map((line) => line[field]))) faults.push(`the lines do not add up to ${field}`);
  }
  for (const { scope, max, used, held, remaining, limitId } of accumulators) {
    const left = Math.max(0, Number(max) - Number(used) - Number(held));
    const excess = Number(remaining) - left;
    // of a pool's limit the pool's budget may leave less
    if (excess > 0.00005 || (scope !== 'pool' && excess < -0.00005)) faults.push(`what remains of ${limitId}`);
  }
  return [...identityFaults(totals, 'the totals'), ...faults];
}

const identityFaults = (part: Amounts, what: string): readonly string[] =>
  part.billed === part.priorPaid + part.insurer + part.patient + part.writeOff ? [] : [`${what} does not add up`];

const total = (amounts: readonly number[]): number => amounts.reduce((sum, amount) => sum + amount, 0);

const amountOf = (parts: readonly { readonly amount: number }[]): number => total(parts.map(({ amount }) => amount));
