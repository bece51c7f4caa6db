import { routes } from '../../lambdas/contracts/routes.ts';
import { splitTarget } from '../../local/gateway/proxy-event.ts';
import { routeTable } from '../../local/gateway/route-table.ts';
import { closingStory } from '../../test/lib/every-closing.ts';
import { heldStory, pharmacyStory, settledStory } from '../../test/lib/every-door.ts';
import { reconciliationStory } from '../../test/lib/every-reconciliation.ts';
import type { Answer, Connector } from '../../test/support/connector.ts';
import { startConnector } from '../../test/support/connector.ts';
import type { Memory } from './memory.ts';

/** The same keys every time, so that the same seed is told the same ids and tokens. */
const ROOT = Buffer.alloc(48, 'fuzz').toString('base64');

const match = routeTable(
  Object.values(routes).map(({ method, path, operationId }) => ({
    routeKey: `${method} ${path}`,
    target: operationId,
  })),
);

/** A connector in which something of every kind has happened, and what was sent and answered is remembered. */
export async function startFuzzWorld(memory: Memory): Promise<Connector> {
  Object.assign(process.env, { POWERTOOLS_LOG_LEVEL: 'SILENT', POWERTOOLS_METRICS_DISABLED: 'true' });
  const connector = await startConnector({ direct: true, queues: true, root: ROOT });
  const watched = watchedBy(connector, memory);
  const stories = [settledStory, heldStory, pharmacyStory, closingStory, reconciliationStory];
  for (const story of stories) {
    for (const [handler, status, send] of story(watched)) {
      const answer = await send();
      if (answer.status !== status) throw new Error(`${handler} answered ${answer.status}: ${answer.text}`);
    }
  }
  memory.learn({ n: 1, week: '2026-W27', upload: 'true', trace: 'true' });
  return connector;
}

/** Remembers what is sent and answered, also as a request that can be sent again in another form. */
function watchedBy(connector: Connector, memory: Memory): Connector {
  function remember(partnerId: string, method: string, target: string, body: unknown, answer: Answer<unknown>): void {
    const found = match(method, splitTarget(target).rawPath);
    if (found === undefined) return;
    const parameters = { ...found.pathParameters, ...Object.fromEntries(new URLSearchParams(target.split('?')[1])) };
    for (const document of [parameters, body, answer.body]) memory.learn(document);
    memory.keep(found.route.target, String(answer.status), { partnerId, parameters, body });
  }
  const receive: Connector['receive'] = async <Body>(request: Parameters<Connector['receive']>[0]) => {
    const answer = await connector.receive<Body>(request);
    remember('pharmacy-a', request.method, request.target, JSON.parse(request.body.toString()), answer);
    return answer;
  };
  return {
    ...connector,
    receive,
    as: (partnerId) => {
      const { request, bytes } = connector.as(partnerId);
      const asking: Connector['request'] = async <Body>(...sent: Parameters<Connector['request']>) => {
        const answer = await request<Body>(...sent);
        const [method, target, content] = sent;
        remember(partnerId, method, target, content, answer);
        return answer;
      };
      return { request: asking, bytes };
    },
  };
}
