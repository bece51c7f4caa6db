/** A response as it goes over the wire. */
export interface OutgoingResponse {
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Buffer;
}

interface ProxyResult {
  readonly statusCode: number;
  readonly headers?: Readonly<Record<string, string | number | boolean>>;
  readonly cookies?: readonly string[];
  readonly body?: string;
  readonly isBase64Encoded?: boolean;
}

const isProxyResult = (result: unknown): result is ProxyResult =>
  typeof result === 'object' && result !== null && 'statusCode' in result && typeof result.statusCode === 'number';

/** What API Gateway makes of a function's result; anything without a `statusCode` is the JSON body of a 200. */
export function proxyResponse(result: unknown): OutgoingResponse {
  if (!isProxyResult(result)) {
    const body = Buffer.from(JSON.stringify(result ?? null));
    return { status: 200, headers: [['content-type', 'application/json']], body };
  }
  const headers = Object.entries(result.headers ?? {}).map(
    ([name, value]) => [name.toLowerCase(), String(value)] as const,
  );
  const body = Buffer.from(result.body ?? '', result.isBase64Encoded ? 'base64' : 'utf8');
  const typed = headers.some(([name]) => name === 'content-type') || body.length === 0;
  return {
    status: result.statusCode,
    headers: [
      ...headers,
      ...(typed ? [] : [['content-type', 'text/plain;charset=UTF-8'] as const]),
      ...(result.cookies ?? []).map((cookie) => ['set-cookie', cookie] as const),
    ],
    body,
  };
}
