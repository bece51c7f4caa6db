import * as z from 'zod';
import { instantOf, isCalendarDate, isKnownDate, shanghaiDate } from '../domain/calendar.ts';
import { FULL_RATE_BPS, MAX_AMOUNT_FEN } from '../domain/money.ts';
import { IDENTIFIER, IDENTIFIER_FAULT } from './identifier-form.ts';
import { residentIdFault, RESIDENT_ID_PATTERN } from './resident-id.ts';

// What a field means is written in field-notes.ts, which only the OpenAPI document loads: texts would be paid for at every start.

export const MAX_LIST_ENTRIES = 10_000;
const MAX_DAYS = 36_500;

/** Identifiers of partners, members, plans, orders, lines' codes: chosen by whoever issues them, opaque to the product. */
export const identifier = z.string().regex(IDENTIFIER, IDENTIFIER_FAULT);

/** Integer fen, 0 to 9,999,999,999. */
export const fen = z.int('must be an integer number of fen').min(0, 'must be at least 0').max(MAX_AMOUNT_FEN);

/** A quantity as a decimal string: above 0, up to 99999.9999. A JSON number is refused, because it may have been rounded. */
export const quantityText = z
  .string('must be a decimal string such as "1.5"')
  .regex(
    /^(?=.*[1-9])(0|[1-9]\d{0,4})(\.\d{1,4})?$/,
    'must be above 0, up to 99999.9999, with at most 4 decimal places',
  );

export const basisPoints = z
  .int('must be an integer number of basis points')
  .min(0, 'must be at least 0')
  .max(FULL_RATE_BPS, `must be at most ${FULL_RATE_BPS}, which is all of it`);

/** 1900-01-01 to 9999-12-31, the latter being how insurers write "open". */
export const calendarDate = z
  .string()
  .regex(/^(19|[2-9]\d)\d\d-\d\d-\d\d$/, { error: 'must be a date as YYYY-MM-DD', abort: true })
  .refine(isCalendarDate, 'is a date that does not exist');

/** The RFC 3339 profile of ISO 8601, up to nanoseconds; leap seconds and 24:00 are no instants to a computer. */
export const instant = z
  .string()
  .regex(/^(19|2[01])\d\d-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?(Z|[+-](0\d|1[0-4]):[0-5]\d)$/, {
    error: 'must be an ISO 8601 instant with offset, such as 2026-11-21T10:05:00+08:00',
    abort: true,
  })
  .refine((text) => isCalendarDate(text.slice(0, 10)), { error: 'is on a date that does not exist', abort: true })
  .refine((text) => isKnownDate(shanghaiDate(instantOf(text))), 'is before 1900 in Asia/Shanghai');

/** A division code of GB/T 2260: province, prefecture and county, two digits each. */
export const regionCode = z.string().regex(/^[1-9]\d{5}$/, 'must be a division code of six digits (GB/T 2260)');

export const residentId = z
  .string()
  .regex(RESIDENT_ID_PATTERN, { error: 'must be 17 digits and a check digit (0-9 or X)', abort: true })
  .check((payload) => {
    const fault = residentIdFault(payload.value);
    if (fault !== undefined) payload.issues.push({ code: 'custom', message: fault, input: payload.value, path: [] });
  });

/** Names as people write them, one line: at least one visible character, no control characters, no broken surrogates. */
export const nameText = z
  .string()
  .regex(
    /^(?=.*\S)[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}]{1,200}$/u,
    'must be 1 to 200 characters, not blank, without control characters',
  );

/** A short label which is compared exactly, such as a department. */
export const labelText = z
  .string()
  .regex(
    /^(?=.*\S)[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}]{1,64}$/u,
    'must be 1 to 64 characters, not blank, without control characters',
  );

// Upper case only: exclusions match by prefix, and `z41` must not slip past an exclusion of `Z41`.
/** An ICD-10 code, insurance edition 2.0, with its extensions (`M47.802x001`, `A18.0+`). */
export const diagnosisCode = z
  .string()
  .regex(/^[A-Z]\d[0-9A-Za-z.+*-]{0,30}$/, 'must be an ICD-10 code such as L30.900, its letter in upper case');

export const diagnosisPrefix = z
  .string()
  .regex(/^[A-Z]([0-9][0-9A-Za-z.+*-]{0,30})?$/, 'must be the beginning of an ICD-10 code such as Z41');

/** 0 to 36,500 days: a hundred years. */
export const days = z.int().min(0).max(MAX_DAYS);
