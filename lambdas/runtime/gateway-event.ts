import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';

export type GatewayEvent = APIGatewayProxyEventV2;
export type GatewayResult = APIGatewayProxyStructuredResultV2;

/** The length of the raw body in bytes, found without decoding it. */
export function bodyLength(event: GatewayEvent): number {
  const { body } = event;
  if (body === undefined || body === '') return 0;
  return Buffer.byteLength(body, event.isBase64Encoded ? 'base64' : 'utf8');
}

/** The bytes of the body as they were sent. */
export function rawBody(event: GatewayEvent): Buffer {
  return Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8');
}
