import { createHash } from 'node:crypto';
import type { StartedEnrolment } from '../contracts/enrolment-answer.ts';
import { bodyObjectKey, enrolmentQuery, UPLOAD_SECONDS, uploadObjectKey } from '../contracts/enrolment-file.ts';
import { NDJSON_TYPE } from '../contracts/list-schema.ts';
import type { EnrolmentRecord } from '../domain/enrolment.ts';
import { NOTHING_READ } from '../domain/enrolment.ts';
import type { Answer, Call } from '../runtime/call.ts';
import type { FieldError } from '../runtime/connector-error.ts';
import { ConnectorError } from '../runtime/connector-error.ts';
import { fieldErrors } from '../runtime/field-errors.ts';
import type { EnrolmentBook, EnrolmentQueue, ObjectStore } from './ports.ts';

export interface StartPorts {
  readonly enrolments: Pick<EnrolmentBook, 'readEnrolment' | 'createEnrolment'>;
  readonly objects: Pick<ObjectStore, 'putOnce' | 'presignPut'>;
  readonly queue: EnrolmentQueue;
}

/** Nearly 132 bits. */
const ID_LENGTH = 22;

/** Takes a file of coverages, or names an address for one: 202. The same file again is the same enrolment. */
export async function startEnrolment(ports: StartPorts, call: Call<Buffer | undefined>): Promise<Answer> {
  const query = enrolmentQuery.safeParse(call.query);
  if (!query.success) throw malformed(fieldErrors(query.error.issues));
  const isUpload = query.data.upload === 'true';
  if (isUpload && call.body !== undefined) {
    throw malformed([{ path: '', message: 'no body is taken with `upload`; the file is put at its address' }]);
  }
  if (isUpload) return awaitUpload(ports, call);
  if (call.body === undefined) throw malformed([{ path: '', message: 'a body is required' }]);
  return takeBody(ports, call, call.body);
}

/**
 * The file's name follows from its bytes. It is stored first, then entered, then sent for: whatever is missing after a crash is made up
 * for when the request is repeated, and a second message for one file has no effect.
 */
async function takeBody(ports: StartPorts, call: Call<unknown>, body: Buffer): Promise<Answer> {
  const enrolmentId = idOf([call.caller.partnerId, createHash('sha256').update(body).digest('hex')]);
  const answer = (replayed: boolean): Answer => ({ status: 202, body: started({ enrolmentId }), replayed });
  const before = await ports.enrolments.readEnrolment(enrolmentId);
  if (before?.isDone === true) return answer(true);
  await call.admission;
  const objectKey = bodyObjectKey(enrolmentId);
  await ports.objects.putOnce('enrolments', objectKey, body, { contentType: NDJSON_TYPE });
  const isNew = await ports.enrolments.createEnrolment(call.admission, recordOf(call, enrolmentId, objectKey));
  await ports.queue.sendEnrolment({ enrolmentId });
  return answer(!isNew);
}

async function awaitUpload(ports: StartPorts, call: Call<unknown>): Promise<Answer> {
  const enrolmentId = idOf([call.caller.partnerId, 'upload', call.requestId]);
  const objectKey = uploadObjectKey(enrolmentId);
  await ports.enrolments.createEnrolment(call.admission, recordOf(call, enrolmentId, objectKey));
  const uploadUrl = await ports.objects.presignPut('enrolments', objectKey, UPLOAD_SECONDS);
  return { status: 202, body: started({ enrolmentId, uploadUrl }) };
}

const started = (body: StartedEnrolment): StartedEnrolment => body;

function recordOf({ caller, now }: Call<unknown>, enrolmentId: string, objectKey: string): EnrolmentRecord {
  return {
    ...{ enrolmentId, insurerId: caller.partnerId, objectKey, createdAt: now },
    ...{ file: undefined, progress: NOTHING_READ, isDone: false },
  };
}

/** Never with a dash at the front, which a command would take for an option. */
const idOf = (parts: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, ID_LENGTH).replace(/^-/u, '_');

const malformed = (errors: readonly FieldError[]): ConnectorError =>
  new ConnectorError('request.malformed', 'The request is malformed.', { errors });
