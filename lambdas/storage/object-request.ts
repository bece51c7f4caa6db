import { Agent as HttpAgent, request as requestHttp } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import { AwsV4Signer } from 'aws4fetch';
import type { BucketName } from '../runtime/env.ts';
import { bucketVariable } from '../runtime/env.ts';
import { pause } from '../runtime/pause.ts';

export interface ObjectRequest {
  readonly method: 'GET' | 'HEAD' | 'PUT';
  readonly bucket: BucketName;
  readonly key: string;
  /** of an object that may have been put again; undefined: the latest */
  readonly versionId?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
}

export interface ObjectAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

const ATTEMPTS = 4;
/** of one attempt, from connecting to the last byte: 8 MiB at 1 MiB/s, and still two of them fit into a function's 25 s */
const TIMEOUT_MS = 8_000;
/** S3 is slower to recover than the table: the pauses of its repeats begin where those of transactions end */
const FIRST_PAUSE = 5;
/** no answer is a fault, or S3 asks to come back; 409: another conditional write of the same key is under way */
const TO_REPEAT = new Set([0, 409, 429, 500, 502, 503, 504]);

const agents = { 'http:': new HttpAgent({ keepAlive: true }), 'https:': new HttpsAgent({ keepAlive: true }) };

/** Sends a signed request to S3, up to four times. The last answer is given as it is, whatever its status; none at all throws. */
export async function sendObjectRequest(request: ObjectRequest): Promise<ObjectAnswer> {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await sendOnce(request).catch((error: unknown) => {
      if (attempt === ATTEMPTS) throw new Error(`no answer about an object of ${request.bucket}`, { cause: error });
      return undefined;
    });
    if (answer !== undefined && (attempt === ATTEMPTS || !TO_REPEAT.has(answer.status))) return answer;
    await pause(FIRST_PAUSE + attempt);
  }
}

/** An address at which anybody who has it may PUT one object for so many seconds, at most seven days. */
export async function presignedUrl(bucket: BucketName, key: string, seconds: number): Promise<string> {
  const url = addressOf(bucket, key);
  url.searchParams.set('X-Amz-Expires', String(seconds));
  const signed = await new AwsV4Signer({ ...signing(), method: 'PUT', url: url.href, signQuery: true }).sign();
  return signed.url.href;
}

async function sendOnce({ method, bucket, key, versionId, headers = {}, body }: ObjectRequest): Promise<ObjectAnswer> {
  const url = addressOf(bucket, key);
  if (versionId !== undefined) url.searchParams.set('versionId', versionId);
  const signer = new AwsV4Signer({ ...signing(), method, url: url.href, headers });
  const signed = await signer.sign();
  const length = body === undefined ? {} : { 'content-length': String(body.length) };
  return exchange(method, signed.url, { ...Object.fromEntries(signed.headers), ...length }, body);
}

/** Not `fetch`: it unpacks what is stored packed, and loads a client of its own. */
function exchange(
  method: string,
  url: URL,
  headers: Readonly<Record<string, string>>,
  body: Uint8Array | undefined,
): Promise<ObjectAnswer> {
  return new Promise((resolve, reject) => {
    const isSecure = url.protocol === 'https:';
    const agent = isSecure ? agents['https:'] : agents['http:'];
    const options = { method, headers, agent, signal: AbortSignal.timeout(TIMEOUT_MS) };
    const sending = (isSecure ? requestHttps : requestHttp)(url, options);
    sending.once('error', reject);
    sending.once('response', (response: IncomingMessage) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.once('error', reject);
      response.once('end', () => {
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) });
      });
    });
    sending.end(body);
  });
}

function addressOf(bucket: BucketName, key: string): URL {
  const variable = bucketVariable(bucket);
  const name = process.env[variable];
  if (name === undefined) throw new Error(`${variable} is not set`);
  const path = key.split('/').map(encodeURIComponent).join('/');
  const endpoint = process.env['AWS_ENDPOINT_URL_S3'];
  if (endpoint !== undefined) return new URL(`${endpoint}/${name}/${path}`);
  const region = regionOfFunction();
  const suffix = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
  return new URL(`https://${name}.s3.${region}.${suffix}/${path}`);
}

const regionOfFunction = () => process.env['AWS_REGION'] ?? '';

/** A function's credentials stand in its environment, for as long as its instance lives. */
function signing() {
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = process.env;
  if (AWS_ACCESS_KEY_ID === undefined || AWS_SECRET_ACCESS_KEY === undefined)
    throw new Error('there are no credentials');
  return {
    accessKeyId: AWS_ACCESS_KEY_ID,
    secretAccessKey: AWS_SECRET_ACCESS_KEY,
    ...(AWS_SESSION_TOKEN === undefined ? {} : { sessionToken: AWS_SESSION_TOKEN }),
    service: 's3',
    region: regionOfFunction(),
    cache: signingKeys,
  };
}

const signingKeys = new Map<string, ArrayBuffer>();
