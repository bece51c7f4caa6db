import { isCalendarDate } from '../domain/calendar.ts';

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const CHECK_DIGITS = '10X98765432';

/** Six digits of area, eight of birth date, three of order, one check digit. The area is not looked up: old codes stay valid. */
export const RESIDENT_ID_PATTERN = /^[1-9]\d{5}(18|19|20)\d{9}[\dX]$/;

/** The check digit of GB 11643-1999 (ISO 7064, MOD 11-2) for the first 17 digits. */
export function residentIdCheckDigit(digits: string): string {
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(digits[index]), 0);
  return CHECK_DIGITS.charAt(sum % 11);
}

/** Why a text is no resident identity number, or undefined if it is one. The text never appears in the answer. */
export function residentIdFault(text: string): string | undefined {
  if (!RESIDENT_ID_PATTERN.test(text)) return 'must be 17 digits and a check digit (0-9 or X)';
  const birthDate = `${text.slice(6, 10)}-${text.slice(10, 12)}-${text.slice(12, 14)}`;
  if (!isCalendarDate(birthDate)) return 'carries a birth date that does not exist';
  if (residentIdCheckDigit(text) !== text.charAt(17)) return 'has a wrong check digit (GB 11643)';
  return undefined;
}
