// The simulated insurer's process. It says on its standard output where it listens.
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { boundedBody } from '../gateway/bounded-body.ts';
import { askAs, productTime } from '../signing/partner-client.ts';
import { openClaimRegister } from './claim-register.ts';
import type { HeldClaim } from './claim-register.ts';
import { isRightlySigned } from './claim-signature.ts';
import { claimsDesk } from './claims-desk.ts';
import type { DeskAnswer } from './claims-desk.ts';
import type { InsurerMode } from './insurer-modes.ts';
import type { InsurerSettings } from './insurer-settings.ts';

const settings = JSON.parse(process.env['INSURER_SETTINGS'] ?? '{}') as InsurerSettings;
const BODY_LIMIT_BYTES = 1024 * 1024;
const SILENCE_MS = 60_000;
const MODE_PATH = '/control/mode';
const CLAIMS_PATH = '/control/claims';
const DESK_PATH = /^\/([\w.-]+)\/claims(?:\/([^/?]+))?$/;

let usual: InsurerMode = 'up';
const modes = new Map<string, InsurerMode>();
const register = openClaimRegister(settings.register);
const desk = claimsDesk({
  register,
  mode: (insurerId) => modes.get(insurerId) ?? usual,
  slowMs: settings.slowMs,
  answerAgain: (insurerId, claim) => void answerAgain(insurerId, claim),
});

interface ModeWanted {
  readonly mode: InsurerMode;
  /** undefined: all of them */
  readonly insurerId?: string | undefined;
}

function setMode(wanted: ModeWanted): ModeWanted {
  if (wanted.insurerId === undefined) {
    usual = wanted.mode;
    modes.clear();
  } else modes.set(wanted.insurerId, wanted.mode);
  return wanted;
}

async function answer(request: IncomingMessage): Promise<DeskAnswer> {
  const body = await boundedBody(request, BODY_LIMIT_BYTES);
  if (!body) return { status: 413, body: { error: 'too large' } };
  const url = request.url ?? '/';
  if (request.method === 'PUT' && url === MODE_PATH) {
    return { status: 200, body: setMode(JSON.parse(body.toString('utf8')) as ModeWanted) };
  }
  if (request.method === 'GET' && url === CLAIMS_PATH) return { status: 200, body: register.all().map(told) };
  const match = DESK_PATH.exec(url);
  if (!match) return { status: 404, body: { error: 'no such address' } };
  const { connectorPublicKeyPem: key } = settings;
  if (key && !(await isRightlySigned(request, body, key))) {
    return { status: 401, body: { error: 'the signature is not right' } };
  }
  const idempotencyKey = request.headers['idempotency-key'];
  return desk({
    method: request.method ?? '',
    insurerId: match[1] ?? '',
    claimId: match[2] === undefined ? undefined : decodeURIComponent(match[2]),
    idempotencyKey: typeof idempotencyKey === 'string' ? idempotencyKey : undefined,
    body,
  });
}

/** The claim as it was sent, and what became of it. */
const told = ({ claim, ...held }: HeldClaim): object => ({ ...(claim as object), ...held, claim });

async function answerAgain(insurerId: string, { claimId, answer: content }: HeldClaim): Promise<void> {
  const { connectorUrl, credentials = [] } = settings;
  const credential = credentials.find((one) => one.partnerId === insurerId);
  if (!connectorUrl || !credential) return;
  const base = new URL(connectorUrl);
  const url = new URL(`/v1/claims/${encodeURIComponent(claimId)}/result`, base);
  const body = Buffer.from(JSON.stringify(content));
  // nobody waits for it: an insurer does not hear either whether its second answer was of use
  await productTime(base)
    .then((now) => askAs(credential, { method: 'POST', url, body }, now))
    .catch(() => {});
}

function send(response: ServerResponse, given: DeskAnswer): void {
  if (given === 'silence') {
    setTimeout(() => response.destroy(), SILENCE_MS).unref();
    return;
  }
  const { retryAfter } = given;
  response.writeHead(given.status, {
    'content-type': 'application/json',
    ...(retryAfter !== undefined && { 'retry-after': String(retryAfter) }),
  });
  response.end(JSON.stringify(given.body));
}

const server = createServer((request, response) => {
  answer(request)
    .then((given) => send(response, given))
    .catch(() => response.destroy());
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  console.log(JSON.stringify({ port: typeof address === 'object' && address ? address.port : 0 }));
});
