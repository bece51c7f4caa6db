import { isUtf8 } from 'node:buffer';
import { toCoverage } from '../contracts/coverage.ts';
import { enrolmentRow, MAX_LINE_BYTES } from '../contracts/enrolment-file.ts';
import type { FilePlace, RefusedRow } from '../domain/enrolment.ts';
import type { FieldError } from '../runtime/connector-error.ts';
import { ConnectorError } from '../runtime/connector-error.ts';
import type { ConnectorKeys } from '../runtime/connector-keys.ts';
import { fieldErrors } from '../runtime/field-errors.ts';
import { readJson } from '../runtime/json-body.ts';
import type { CoverageAsked } from './enrol-coverage.ts';
import { knownPerson } from './enrol-coverage.ts';
import type { FileLine } from './enrolment-lines.ts';

/** A row of a file, and where the file stands behind it; neither asked nor refused: a blank line. */
export interface EnrolmentRow {
  readonly line: number;
  readonly after: FilePlace;
  readonly asked?: CoverageAsked;
  readonly refused?: RefusedRow;
}

/** A message is for a person who looks at a line: a few faults say what is wrong with it. */
const MAX_FAULTS_NAMED = 3;
const MAX_MESSAGE_LENGTH = 300;

/** Reads a line by the same rules as the body of `PUT /v1/coverages/{coverageId}`. */
export function enrolmentRowOf(
  { line, after, content }: FileLine,
  insurerId: string,
  keys: ConnectorKeys,
): EnrolmentRow {
  const refusedFor = (error: ConnectorError): EnrolmentRow => ({ line, after, refused: refusedRow(line, error) });
  if (content === undefined) return { line, after };
  if (content === 'too-long') {
    return refusedFor(new ConnectorError('request.too-large', `A line may have at most ${MAX_LINE_BYTES} bytes.`));
  }
  if (!isUtf8(content)) return refusedFor(malformed([{ path: '', message: 'is not UTF-8' }]));
  const text = content.toString('utf8');
  if (text.trim() === '') return { line, after };
  const read = readJson(text);
  if ('fault' in read) return refusedFor(malformed([{ path: '', message: read.fault }]));
  const parsed = enrolmentRow.safeParse(read.value);
  if (!parsed.success) return refusedFor(malformed(fieldErrors(parsed.error.issues)));
  const { coverageId, ...body } = parsed.data;
  const { memberId, identity } = body;
  return {
    ...{ line, after },
    asked: {
      ...{ memberId, coverage: toCoverage(body, { insurerId, coverageId }) },
      person: identity && knownPerson(keys, identity, memberId),
    },
  };
}

const malformed = (errors: readonly FieldError[]): ConnectorError =>
  new ConnectorError('request.malformed', 'The line is no coverage.', { errors });

/** `The line is no coverage. from: is required; to: must not be before \`from\`` */
export function refusedRow(line: number, { code, message, errors = [] }: ConnectorError): RefusedRow {
  const named = errors.slice(0, MAX_FAULTS_NAMED).map(({ path, message: fault }) => `${path || 'line'}: ${fault}`);
  const more = errors.length > named.length ? [`and ${errors.length - named.length} more`] : [];
  const faults = [...named, ...more].join('; ');
  return { line, code, message: `${message}${faults === '' ? '' : ` ${faults}`}`.slice(0, MAX_MESSAGE_LENGTH) };
}
