import * as z from 'zod';
import type { Coverage } from '../domain/coverage.ts';
import { COVERAGE_STATUSES, DEFAULT_COVERAGE_PRIORITY } from '../domain/coverage.ts';
import { idType } from './member.ts';
import { calendarDate, identifier, nameText, residentId } from './primitives.ts';

const MAX_PRIORITY = 9_999;

export const enrolledIdentity = z.strictObject({
  idType,
  idNo: residentId,
  name: nameText,
  birthDate: calendarDate,
  sex: z.enum(['male', 'female']),
});

export const coverageFields = z.strictObject({
  memberId: identifier,
  planId: identifier,
  from: calendarDate,
  to: calendarDate,
  status: z.enum(COVERAGE_STATUSES),
  nationalInsurance: z.boolean(),
  consent: z.boolean(),
  identity: enrolledIdentity.optional(),
  familyId: identifier.optional(),
  renewalOf: identifier.optional(),
  priority: z.int().min(0).max(MAX_PRIORITY).optional(),
});

interface Span {
  readonly from: string;
  readonly to: string;
}

function endsAfterItBegins(payload: z.core.ParsePayload<Span>): void {
  const { from, to } = payload.value;
  if (from <= to) return;
  payload.issues.push({ code: 'custom', message: 'must not be before `from`', input: to, path: ['to'] });
}

export const spanCheck = z.check<Span>(endsAfterItBegins);
// Also while other fields are wrong, so that one answer names every bad field.
spanCheck._zod.def.when = ({ value, issues }) =>
  typeof value === 'object' &&
  value !== null &&
  'from' in value &&
  'to' in value &&
  !issues.some(({ path }) => path?.[0] === 'from' || path?.[0] === 'to');

export const coverageRequest = coverageFields.check(spanCheck);

export type CoverageRequest = z.infer<typeof coverageRequest>;
export type EnrolledIdentity = z.infer<typeof enrolledIdentity>;

/** The coverage that an insurer enrols. The identity is not part of it: it belongs to the member and is stored encrypted. */
export function toCoverage(
  body: CoverageRequest,
  at: { readonly insurerId: string; readonly coverageId: string },
): Coverage {
  return {
    coverageId: at.coverageId,
    insurerId: at.insurerId,
    planId: body.planId,
    from: body.from,
    to: body.to,
    status: body.status,
    nationalInsurance: body.nationalInsurance,
    consent: body.consent,
    familyId: body.familyId,
    renewalOf: body.renewalOf,
    priority: body.priority ?? DEFAULT_COVERAGE_PRIORITY,
  };
}
