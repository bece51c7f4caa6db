import { createServer } from 'node:http';
import { boundedBody } from '../gateway/bounded-body.ts';

export interface Secrets {
  readonly endpoint: string;
  stop(): Promise<void>;
}

const REQUEST_LIMIT_BYTES = 64 * 1024;

/** Secrets Manager, as far as GetSecretValue: every name answers with the one secret that a stage has. */
export async function startSecrets(secretText: string): Promise<Secrets> {
  const server = createServer((request, response) => {
    const reply = (status: number, content: unknown) => {
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' });
      response.end(JSON.stringify(content));
    };
    const answer = async () => {
      const body = await boundedBody(request, REQUEST_LIMIT_BYTES);
      if (request.headers['x-amz-target'] !== 'secretsmanager.GetSecretValue' || !body) {
        return reply(400, { __type: 'InvalidRequestException', message: 'Only GetSecretValue is answered locally.' });
      }
      const { SecretId: secretId } = JSON.parse(body.toString('utf8')) as { SecretId?: string };
      reply(200, {
        ARN: secretId,
        Name: secretId,
        SecretString: secretText,
        VersionId: 'local',
        VersionStages: ['AWSCURRENT'],
      });
    };
    answer().catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  server.unref();
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
