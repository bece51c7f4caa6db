import * as z from 'zod';
import type { AskedLine, ReturnedLine } from '../domain/later-fact.ts';
import { parseQuantity } from '../domain/quantity.ts';
import { eachLineOnce } from './order-checks.ts';
import { lineNo, MAX_LINES } from './order.ts';
import { fen, identifier, nameText, quantityText } from './primitives.ts';

/** What was delivered of a line; without a quantity, all that was left of it. */
export const capturedLine = z.strictObject({ lineNo, quantity: quantityText.optional(), amount: fen });

export const returnedLine = z.strictObject({ lineNo, quantity: quantityText });

export const capturedLines = z.array(capturedLine).min(1).max(MAX_LINES).check(eachLineOnce);
export const returnedLines = z.array(returnedLine).min(1).max(MAX_LINES).check(eachLineOnce);

export const captureRequest = z.strictObject({
  captureNo: identifier,
  lines: capturedLines.optional(),
  final: z.boolean().optional(),
});

export const voidRequest = z.strictObject({});

export const reversalRequest = z.strictObject({
  reversalNo: identifier,
  reason: nameText,
  lines: returnedLines.optional(),
});

export type CaptureRequest = z.infer<typeof captureRequest>;
export type VoidRequest = z.infer<typeof voidRequest>;
export type ReversalRequest = z.infer<typeof reversalRequest>;

/** In `lineNo` order: the order of the lines in a request says nothing. */
export const toAskedLines = (lines: z.infer<typeof capturedLines> | undefined): readonly AskedLine[] | undefined =>
  lines
    ?.map(({ lineNo: line, quantity, amount }) => ({
      ...{ lineNo: line, amount },
      quantity: quantity === undefined ? undefined : parseQuantity(quantity),
    }))
    .sort((one, other) => one.lineNo - other.lineNo);

export const toReturnedLines = (lines: z.infer<typeof returnedLines>): readonly ReturnedLine[] =>
  lines
    .map(({ lineNo: line, quantity }) => ({ lineNo: line, quantity: parseQuantity(quantity) }))
    .sort((one, other) => one.lineNo - other.lineNo);
