import * as z from 'zod';
import { coverageFields, spanCheck } from './coverage.ts';
import { identifier } from './primitives.ts';

/** One line of an enrolment file: what `PUT /v1/coverages/{coverageId}` takes, with the number of the coverage. */
export const enrolmentRow = coverageFields.extend({ coverageId: identifier }).check(spanCheck);

export type EnrolmentRowBody = z.infer<typeof enrolmentRow>;

/** A line is one coverage, some 500 bytes; a longer one than this is none. */
export const MAX_LINE_BYTES = 16 * 1024;

/** Refused rows that a report names; beyond, they are only counted. */
export const MAX_REFUSED_LISTED = 5_000;

/** How long a file may be uploaded to its address, in seconds. */
export const UPLOAD_SECONDS = 3_600;

export const enrolmentQuery = z.strictObject({ upload: z.enum(['true', 'false']).optional() });

/** Where in the bucket `enrolments` a file stands: sent in a body, or put at its address. */
export const bodyObjectKey = (enrolmentId: string): string => `files/${enrolmentId}`;
export const uploadObjectKey = (enrolmentId: string): string => `uploads/${enrolmentId}`;

const ownMessage = z.strictObject({ enrolmentId: identifier });

/** What S3 says of an object that was written; and once, when it is told where to say so, nothing of any. */
const storeMessage = z.object({
  Records: z.array(
    z.object({
      s3: z.object({ object: z.object({ key: z.string().regex(/^uploads\/[\w.-]{1,64}$/u) }) }),
    }),
  ),
});
const testMessage = z.object({ Event: z.literal('s3:TestEvent') });

/** What the queue `enrolment-files` takes. */
export const enrolmentMessage = z.union([ownMessage, storeMessage, testMessage]);

export type EnrolmentMessage = z.infer<typeof ownMessage>;

/** The enrolments that a message is about. */
export function enrolmentsOf(message: z.infer<typeof enrolmentMessage>): readonly string[] {
  if ('enrolmentId' in message) return [message.enrolmentId];
  if ('Event' in message) return [];
  return message.Records.map(({ s3 }) => s3.object.key.replace('uploads/', ''));
}
