import { enrolmentReport, startedEnrolment } from '../enrolment-answer.ts';
import { enrolmentQuery, enrolmentRow, MAX_LINE_BYTES, MAX_REFUSED_LISTED, UPLOAD_SECONDS } from '../enrolment-file.ts';
import { enrolmentExample } from './insurer-examples.ts';
import type { Operation } from './operation.ts';

export const startEnrolment: Operation = {
  tag: 'Insurer',
  summary: 'Enrol and amend by a file',
  description: `Takes a file of coverages, one object a line: what \`PUT /v1/coverages/{coverageId}\` takes, with the \`coverageId\`. Each row is taken or refused by itself, in the order of the file, by the same rules and under the same codes. A row that changes nothing is accepted. A line may have ${MAX_LINE_BYTES.toLocaleString('en')} bytes; it may end in CRLF, the last one in nothing, and blank lines are passed over. The same file again is the same enrolment and has no further effect, however long ago it was sent; send refused rows again in a file of their own. With \`?upload=true\` and no body the answer has an \`uploadUrl\` instead, to which a file of any size is PUT within ${UPLOAD_SECONDS / 60} minutes, without a signature; it is worked off when it has arrived whole, and what is put there later is not.`,
  query: enrolmentQuery,
  body: { lines: enrolmentRow, example: [{ coverageId: 'C-2026-1', ...enrolmentExample }] },
  answers: { 202: 'The file was taken, now or before, or is expected at `uploadUrl`' },
  answer: { schema: startedEnrolment, example: { enrolmentId: 'x2Fz4vN8QmS7yT1bK0cLwe' } },
  problems: [],
  replays: true,
};

export const readEnrolment: Operation = {
  tag: 'Insurer',
  summary: 'Read what became of a file',
  description: `How far a file of your own has been worked off: \`running\` until the last row is done with, also while it has not been uploaded. The first ${MAX_REFUSED_LISTED.toLocaleString('en')} refused rows are listed, by line; \`refusedCount\` counts all of them. Once \`done\` the report stays as it is.`,
  answers: { 200: 'The report' },
  answer: {
    schema: enrolmentReport,
    example: {
      ...{ enrolmentId: 'x2Fz4vN8QmS7yT1bK0cLwe', status: 'done', received: 2, accepted: 1, refusedCount: 1 },
      refused: [{ line: 2, code: 'request.malformed', message: 'The line is no coverage. from: is required' }],
      ...{ bytesRead: 611, bytes: 611 },
    },
  },
  problems: ['enrolment.unknown'],
};
