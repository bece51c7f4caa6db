import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { Context } from 'aws-lambda';
import { routes, unknownRoute } from '../../lambdas/contracts/routes.ts';
import type { Trigger } from '../../lambdas/contracts/triggers.ts';
import { triggers } from '../../lambdas/contracts/triggers.ts';
import { lambdaContext } from '../../local/functions/lambda-context.ts';
import { createGateway } from '../../local/gateway/gateway.ts';
import type { Gateway } from '../../local/gateway/gateway.ts';
import type { Clock } from './clock.ts';
import type { Faults } from './faults.ts';
import type { Invocation, Scheduler } from './scheduler.ts';

type Handler = (event: unknown, context: Context) => Promise<unknown>;

export interface Functions {
  readonly gateway: Gateway;
  /** of a queue, a stream, a workflow: with the product's time */
  readonly work: (name: string, event: object) => Promise<unknown>;
  /** a minute of a schedule */
  schedule(name: string): Promise<unknown>;
  /** as `npm run disputes` decides one: a process of operations, which can die like any */
  operate(command: 'disputes-command', disputeId: string, isAccepted: boolean): Promise<void>;
  /** ends one that is under way, or all */
  kill(which: 'one' | 'all'): void;
  readonly underWay: () => number;
  /** what threw although nothing had been done to it */
  readonly defects: readonly string[];
}

const TIMEOUT_MS = 29_000;
const MOST_SKEW_MS = 1_500;

class Killed extends Error {
  override readonly name = 'Killed';
}

/** The product's handlers, from their sources, each run an invocation that can die at any of its calls. */
export async function loadFunctions(calls: Scheduler, faults: Faults, clock: Clock): Promise<Functions> {
  const handlers = new Map<string, Handler>();
  const load = async (on: string, name: string) => {
    const module = (await import(`../../lambdas/handlers/${on}/${name}.ts`)) as { readonly handler: Handler };
    handlers.set(name, module.handler);
  };
  for (const { handler } of Object.values(routes)) await load('http', handler);
  for (const [name, { on }] of Object.entries<Trigger>(triggers)) await load(on, name);

  handlers.set('disputes-command', await disputesCommand());

  const running = new Set<Invocation>();
  const defects: string[] = [];

  async function run(name: string, event: (now: number) => unknown): Promise<unknown> {
    const handler = handlers.get(name);
    if (handler === undefined) throw new Error(`there is no function ${name}`);
    const skewMs = faults.oneIn(5) ? skew() : 0;
    let die = (): void => {};
    const death = new Promise<never>((_, reject) => (die = () => reject(new Killed())));
    const invocation: Invocation = {
      ...{ name, skewMs, isDead: false, isHurt: false },
      die: () => {
        invocation.isDead = true;
        die();
      },
    };
    running.add(invocation);
    try {
      const given = JSON.parse(JSON.stringify(event(clock.now() + skewMs))) as unknown;
      const result = calls.inside(invocation, () => handler(given, lambdaContext(name, TIMEOUT_MS)));
      const answer = await Promise.race([result, death]);
      noteDefect(invocation, answer);
      return JSON.parse(JSON.stringify(answer ?? null)) as unknown;
    } catch (error) {
      if (!invocation.isHurt && !invocation.isDead && !tellsOfAnother(error))
        defects.push(`${name} threw: ${String(error)}`);
      throw error;
    } finally {
      running.delete(invocation);
    }
  }

  function noteDefect({ name, isHurt }: Invocation, answer: unknown): void {
    const { statusCode } = (answer ?? {}) as { readonly statusCode?: number };
    if (statusCode === 500 && !isHurt) defects.push(`${name} answered 500: ${JSON.stringify(answer)}`);
  }

  function skew(): number {
    faults.happened('clock-skewed');
    return faults.chance.between(-MOST_SKEW_MS, MOST_SKEW_MS);
  }

  const handlersOfRoutes = Object.values(routes).map(({ method, path, handler }) => ({
    ...{ routeKey: `${method} ${path}`, target: handler },
  }));
  return {
    gateway: createGateway({
      routes: [...handlersOfRoutes, { routeKey: unknownRoute.routeKey, target: unknownRoute.handler }],
      now: () => clock.now(),
      invoke: (target, event) => run(target, (now) => arrivedAt(event, now)),
      onFailure: () => undefined,
    }),
    work: (name, event) => run(name, (now) => ({ ...event, invokedAt: now })),
    schedule: (name) => run(name, (now) => ({ time: new Date(now).toISOString() })),
    // somebody sees that it failed, and leaves it
    operate: (command, disputeId, isAccepted) =>
      run(command, (now) => ({ disputeId, isAccepted, now })).then(
        () => undefined,
        () => undefined,
      ),
    kill: (which) => {
      if (running.size === 0) return;
      const doomed = which === 'all' ? [...running] : [faults.chance.pick([...running])];
      for (const invocation of doomed) {
        faults.happened(isBatch(invocation.name) ? 'killed-in-batch' : 'killed');
        invocation.die();
      }
    },
    underWay: () => running.size,
    defects,
  };
}

/** The last step of a closing fails where an earlier one did. */
const tellsOfAnother = (error: unknown): boolean =>
  error instanceof Error && error.name === 'StatementIncomplete' && error.message.startsWith('not closed');

/** What the command does between reading its line and printing its answer. */
async function disputesCommand(): Promise<Handler> {
  const { decideDispute, decisionWrite, readDisputes } = await import('../../lambdas/storage/dispute-register.ts');
  const { parseDisputeId } = await import('../../lambdas/domain/dispute.ts');
  const { readOrder } = await import('../../lambdas/storage/order-record.ts');
  const { postMove } = await import('../../lambdas/storage/post-move.ts');
  const { pause } = await import('../../lambdas/runtime/pause.ts');
  const deciding = await import('../../lambdas/use-cases/decide-dispute.ts');
  const ports = { orders: { readOrder, postMove }, disputes: { readDisputes, decisionWrite, decideDispute }, pause };
  return async (event) => {
    const asked = event as { readonly disputeId: string; readonly isAccepted: boolean; readonly now: number };
    const ref = parseDisputeId(asked.disputeId);
    if (ref === undefined) throw new Error(`${asked.disputeId} is no dispute`);
    const state = asked.isAccepted ? 'accepted' : 'rejected';
    const ruling = {
      state,
      note: 'agreed',
      resolvedBy: 'operations',
      agreedAmount: asked.isAccepted ? 100 : undefined,
    } as const;
    await deciding.decideDispute(ports, ref, ruling, asked.now);
  };
}

const arrivedAt = (event: APIGatewayProxyEventV2, now: number): APIGatewayProxyEventV2 => ({
  ...event,
  requestContext: { ...event.requestContext, timeEpoch: now },
});

const isBatch = (name: string): boolean =>
  ['stream', 'queue'].includes(Object.entries<Trigger>(triggers).find(([one]) => one === name)?.[1].on ?? '');
