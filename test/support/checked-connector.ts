import { checkAnswer } from './answer-check.ts';
import type { Answer, Connector } from './connector.ts';
import { startConnector } from './connector.ts';
import { partnerRequest } from './partner-request.ts';
import type { RequestOptions } from './partner-request.ts';

/** A connector whose log and whose metrics are off unless a test wants to read them. */
export async function startQuietConnector(
  options: NonNullable<Parameters<typeof startConnector>[0]> & { readonly logs?: 'silent' | 'written' } = {},
): Promise<Connector> {
  const { logs, ...others } = options;
  const silent = logs !== 'written';
  Object.assign(process.env, {
    POWERTOOLS_LOG_LEVEL: silent ? 'SILENT' : 'INFO',
    POWERTOOLS_METRICS_DISABLED: String(silent),
  });
  return startConnector(others);
}

/** The same, whose every answer is held to the contract. That takes as long as the answer itself. */
export async function startCheckedConnector(
  options: Parameters<typeof startQuietConnector>[0] = {},
): Promise<Connector> {
  const connector = await startQuietConnector(options);

  const receive: Connector['receive'] = async <Body>(request: Parameters<Connector['receive']>[0]) => {
    const answer: Answer<Body> = await connector.receive<Body>(request);
    checkAnswer(request, answer);
    return answer;
  };
  const asking =
    (partnerId?: string) =>
    <Body>(method: string, target: string, content?: unknown, requestOptions?: RequestOptions) => {
      const credential = connector.credentials.find((one) => one.partnerId === partnerId);
      return receive<Body>(partnerRequest(credential, connector.now(), method, target, content, requestOptions));
    };
  return {
    ...connector,
    receive,
    request: asking(),
    as: (partnerId) => ({ ...connector.as(partnerId), request: asking(partnerId) }),
  };
}
