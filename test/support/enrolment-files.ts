import { expect } from 'vitest';
import type { EnrolmentReport, StartedEnrolment } from '../../lambdas/contracts/enrolment-answer.ts';
import { residentIdCheckDigit } from '../../lambdas/contracts/resident-id.ts';
import type { DemoPartnerId } from '../../local/partners/demo-partners.ts';
import type { Answer, Connector } from './connector.ts';
import type { CoverageDocument } from './documents.ts';
import { coverageOf } from './documents.ts';

export const NDJSON = { headers: { 'content-type': 'application/x-ndjson' } };

/** A row that enrols a member under the coverage `C-<memberId>`, or another that is named. */
export const rowOf = (memberId: string, planId: string, over: CoverageDocument = {}): CoverageDocument => ({
  coverageId: `C-${memberId}`,
  ...coverageOf(memberId, planId, over),
});

/** One line a row; a text is a line as it is. */
export const fileOf = (rows: readonly (CoverageDocument | string)[]): string =>
  rows.map((row) => `${typeof row === 'string' ? row : JSON.stringify(row)}\n`).join('');

/** A person who was never given a number: with an area that is none, and a right check digit. */
export function personOf(index: number): CoverageDocument {
  const day = new Date(Date.UTC(1950, 0, 1 + (index % 18_000))).toISOString().slice(0, 10);
  const digits = `110000${day.replaceAll('-', '')}${String(Math.floor(index / 18_000) % 1_000).padStart(3, '0')}`;
  const idNo = `${digits}${residentIdCheckDigit(digits)}`;
  return { idType: 'resident-id', idNo, name: `演示${index}`, birthDate: day, sex: 'female' };
}

export const sendFile = (
  connector: Connector,
  file: string | Buffer,
  insurer: DemoPartnerId = 'insurer-a',
): Promise<Answer<StartedEnrolment>> => connector.as(insurer).request('POST', '/v1/enrolments', file, NDJSON);

export async function reportOf(
  connector: Connector,
  enrolmentId: string,
  insurer: DemoPartnerId = 'insurer-a',
): Promise<EnrolmentReport> {
  const answer = await connector.as(insurer).request<EnrolmentReport>('GET', `/v1/enrolments/${enrolmentId}`);
  expect(answer.status).toBe(200);
  return answer.body;
}

/** Sends a file, has it worked off, and reads the report. */
export async function enrolFile(
  connector: Connector,
  file: string | Buffer,
  insurer?: DemoPartnerId,
): Promise<EnrolmentReport> {
  const { status, body } = await sendFile(connector, file, insurer);
  expect(status).toBe(202);
  await connector.deliverQueues();
  return reportOf(connector, body.enrolmentId, insurer);
}
