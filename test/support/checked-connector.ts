import { checkAnswer } from './answer-check.ts';
import type { Answer, Connector } from './connector.ts';
import { startConnector } from './connector.ts';
import { partnerRequest } from './partner-request.ts';
import type { RequestOptions } from './partner-request.ts';

/** A connector whose every answer is held to the contract. Its log and its metrics are off unless a test wants to read them. */
export async function startCheckedConnector(
  options: { now?: string; logs?: 'silent' | 'written' } = {},
): Promise<Connector> {
  const silent = options.logs !== 'written';
  Object.assign(process.env, {
    POWERTOOLS_LOG_LEVEL: silent ? 'SILENT' : 'INFO',
    POWERTOOLS_METRICS_DISABLED: String(silent),
  });
  const connector = await startConnector(options.now === undefined ? {} : { now: options.now });

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
  return { ...connector, receive, request: asking(), as: (partnerId) => ({ request: asking(partnerId) }) };
}
