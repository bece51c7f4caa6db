import { enrolmentReport, refusedRow, startedEnrolment } from '../enrolment-answer.ts';
import { enrolmentRow } from '../enrolment-file.ts';
import { coverageNotes } from './coverage-notes.ts';
import { noted } from './field-notes.ts';

export const enrolmentNotes = {
  EnrolmentRow: noted(enrolmentRow, 'One line of an enrolment file.', {
    coverageId: ['Your number of the coverage.', 'C-2026-1'],
    ...coverageNotes.Enrolment.fields,
  }),
  StartedEnrolment: noted(startedEnrolment, 'A file that was taken, or is expected.', {
    enrolmentId: ['By which the report is read.', 'x2Fz4vN8QmS7yT1bK0cLwe'],
    uploadUrl: ['Where the file is PUT; only with `?upload=true`. Whoever has it may do so: keep it to yourselves.'],
  }),
  EnrolmentReport: noted(enrolmentReport, 'What became of a file.', {
    enrolmentId: ['From the address.', 'x2Fz4vN8QmS7yT1bK0cLwe'],
    status: ['`done` when every row has been taken or refused.', 'done'],
    received: ['Rows so far, blank lines left out: `accepted` and `refusedCount` together.', 2],
    accepted: ['Rows whose coverage stands as they say.', 1],
    refusedCount: ['Rows that had no effect.', 1],
    refused: ['Which they are, the first thousands of them.'],
    bytesRead: ['How far the file has been worked off.', 611],
    bytes: ['Of how many; null until that is begun.', 611],
  }),
  RefusedRow: noted(refusedRow, 'A row that had no effect.', {
    line: ['Its line in the file, from 1, blank lines counted.', 2],
    code: ['The problem code that the row alone would have been answered with.', 'request.malformed'],
    message: ['What was wrong, for a person.', 'The line is no coverage. from: is required'],
  }),
} as const;
