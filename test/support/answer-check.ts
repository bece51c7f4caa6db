import * as z from 'zod';
import { expect } from 'vitest';
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

const match = routeTable(
  Object.entries(routes).map(([name, { method, path }]) => ({ routeKey: `${method} ${path}`, target: name })),
);

/** Holds every answer to what the OpenAPI document says of it, and every decision to the invariants of the contract. */
export function checkAnswer({ method, target }: ArrivedRequest, answer: Answer<unknown>): void {
  const { status, headers } = answer;
  expect(headers['connector-request-id'], `${method} ${target}: connector-request-id`).toBeTruthy();
  const route = routeOf(method, target);
  if (status >= 400) return checkProblem(answer, route);
  if (route === undefined) throw new Error(`${method} ${target} has no route and was answered ${status}`);
  const operation = operations[route];
  expect(Object.keys(operation.answers), `${route} is documented to answer ${status}`).toContain(String(status));
  if (headers['connector-replayed'] !== undefined) expect(operation.replays, `${route} replays`).toBe(true);
  if ('mediaType' in operation.answer || 'files' in operation.answer) return;
  if (operation.isPageToo === true && headers['content-type']?.startsWith('text/html') === true) return;
  expect(headers['content-type']).toBe('application/json');
  conforms(schemaOf(operation.answer, status), answer.body, route);
  if (route === 'settleOrder' || route === 'quoteOrder') checkDecision(answer.body as DecisionAnswer);
  if (route === 'readMemberDecisions') checkMemberDecisions(answer.body as MemberDecisionsAnswer);
  if (route === 'readOrder') checkDecision((answer.body as { decision: DecisionAnswer }).decision);
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

function checkProblem({ status, headers, body }: Answer<unknown>, route: RouteName | undefined): void {
  expect(headers['content-type']).toBe('application/problem+json');
  conforms(problemAnswer, body, 'problem');
  const problem = body as ProblemAnswer;
  expect(problem.status).toBe(status);
  expect(problem.requestId).toBe(headers['connector-request-id']);
  expect(headers['retry-after'] !== undefined, 'Retry-After with `after` only').toBe(problem.retry === 'after');
  if (problem.code === 'request.malformed') expect(problem.errors?.length, 'bad fields named').toBeGreaterThan(0);
  if (route !== undefined) expect(problemCodesOf(route), `${route} is documented to refuse so`).toContain(problem.code);
}

function conforms(schema: z.ZodType, body: unknown, what: string): void {
  const parsed = schema.safeParse(body);
  expect(parsed.error?.issues ?? [], `${what}: ${JSON.stringify(body)?.slice(0, 2_000)}`).toEqual([]);
}

/** What stands now adds up like what was decided, and is never more. */
function checkMemberDecisions({ decisions }: MemberDecisionsAnswer): void {
  for (const { decision, paid, comesTo, lines, limits } of decisions) {
    checkDecision(decision);
    for (const part of [paid, comesTo, ...lines.map((line) => line.paid)]) {
      expect(part.billed).toBe(part.priorPaid + part.insurer + part.patient + part.writeOff);
    }
    for (const field of ['billed', 'priorPaid', 'insurer', 'patient', 'writeOff'] as const) {
      expect(paid[field]).toBe(lines.reduce((total, line) => total + line.paid[field], 0));
      expect(paid[field]).toBeLessThanOrEqual(decision.totals[field]);
    }
    expect(lines.map(({ lineNo }) => lineNo)).toEqual(decision.lines.map(({ lineNo }) => lineNo));
    expect(limits.map(({ limitId }) => limitId)).toEqual(decision.accumulators.map(({ limitId }) => limitId));
  }
}

/** docs/plans.md F: on every line and in total, always. */
function checkDecision({ totals, lines, shares, accumulators }: DecisionAnswer): void {
  for (const part of [totals, ...lines]) {
    expect(part.billed).toBe(part.priorPaid + part.insurer + part.patient + part.writeOff);
  }
  for (const line of lines) {
    expect(sum(line.reasons), `reasons of line ${line.lineNo}`).toBe(line.billed - line.priorPaid - line.insurer);
    expect(sum(line.shares), `shares of line ${line.lineNo}`).toBe(line.insurer);
  }
  expect(sum(shares)).toBe(totals.insurer);
  for (const field of ['billed', 'priorPaid', 'insurer', 'patient', 'writeOff'] as const) {
    expect(totals[field]).toBe(lines.reduce((total, line) => total + line[field], 0));
  }
  for (const { scope, max, used, held, remaining } of accumulators) {
    const left = Math.max(0, Number(max) - Number(used) - Number(held));
    // of a pool's limit the pool's budget may leave less
    if (scope === 'pool') expect(Number(remaining)).toBeLessThanOrEqual(left);
    else expect(Number(remaining)).toBeCloseTo(left, 4);
  }
}

const sum = (parts: readonly { readonly amount: number }[]): number =>
  parts.reduce((total, { amount }) => total + amount, 0);
