import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../lambdas/domain/canonical-json.ts';
import { cellText, csvCell, csvFields } from '../../lambdas/domain/csv-text.ts';
import { statementJson } from '../../lambdas/domain/statement-json.ts';
import { PART_LINES } from '../../lambdas/domain/statement-manifest.ts';
import { cutParts, PART_CHARACTERS, partReader, partText } from '../../lambdas/domain/statement-part.ts';
import { parseStatementRecord } from '../../lambdas/domain/statement-record.ts';
import { STATEMENT_COLUMNS } from '../../lambdas/domain/statement-row.ts';
import { recordOf } from './statements.ts';

describe('a field of the file', () => {
  it('is read back as it was written, whatever it holds but control characters', () => {
    const text = fc.string({ unit: 'grapheme' }).filter((one) => !/\p{Cc}/u.test(one));
    fc.assert(
      fc.property(fc.array(text, { minLength: 1 }), (texts) => {
        expect(csvFields(texts.map(csvCell).join(','))?.map(cellText)).toEqual(texts);
      }),
    );
  });

  it('is never calculated by a spreadsheet, and never breaks the line', () => {
    const dangerous = fc
      .tuple(fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\n'), fc.string())
      .map((two) => two.join(''));
    fc.assert(
      fc.property(dangerous, (text) => {
        const cell = csvCell(text);
        expect(cell.replace(/^"/u, '')).not.toMatch(/^[=+\-@\t\r]/u);
        expect(cell).not.toMatch(/[\r\n]/u);
      }),
    );
  });

  it.each(['"a', 'a"b', '"a"b', '"a",b"'])('of %s is refused by RFC 4180', (record) => {
    expect(csvFields(record)).toBeUndefined();
  });
});

describe('a line of the file', () => {
  // frozen with the schema: a difference here is a new schema
  it('reads as it always has, in both formats', () => {
    const record = `1,${recordOf({ factId: '-AAAAAAAAAAAAAAAAAAAA.1', plan: null, memberId: null }, true)}`;
    expect(record).toBe(
      "1,settlement,2026-06-15,2026-06-15T10:00:00.123+08:00,'-AAAAAAAAAAAAAAAAAAAA.1,,,true,HX-1,hospital-a,hospital,consult,,C-1,,,2026-06-14,1000,100,700,150,50,debit,700,AAAAAAAAAAAAAAAAAAAAA.1,IC-1,accepted,L502 L505",
    );
    const parsed = parseStatementRecord(record);
    if ('fault' in parsed) throw new Error(parsed.fault);
    expect(statementJson(parsed)).toBe(
      '{"line":1,"type":"settlement","businessDate":"2026-06-15","postedAt":"2026-06-15T10:00:00.123+08:00","factId":"-AAAAAAAAAAAAAAAAAAAA.1","originalFactId":null,"originalBusinessDate":null,"late":true,"orderNo":"HX-1","providerId":"hospital-a","providerKind":"hospital","orderKind":"consult","memberId":null,"coverageId":"C-1","planId":null,"planVersion":null,"serviceDate":"2026-06-14","billed":1000,"priorPaid":100,"insurer":700,"patient":150,"writeOff":50,"direction":"debit","amount":700,"claimId":"AAAAAAAAAAAAAAAAAAAAA.1","insurerClaimNo":"IC-1","claimStatus":"accepted","reasons":["L502","L505"]}',
    );
  });

  it('has the columns of the contract, in its order', () => {
    expect(STATEMENT_COLUMNS.join(',')).toBe(
      'line,type,businessDate,postedAt,factId,originalFactId,originalBusinessDate,late,orderNo,providerId,providerKind,orderKind,memberId,coverageId,planId,planVersion,serviceDate,billed,priorPaid,insurer,patient,writeOff,direction,amount,claimId,insurerClaimNo,claimStatus,reasons',
    );
  });

  it.each([
    ['an amount with a sign', { amount: -1 }],
    ['amounts that do not add up', { patient: 151 }],
    ['an amount above what all insurers pay', { amount: 701 }],
    ['a date that does not exist', { serviceDate: '2026-02-30' }],
  ])('is refused with %s', (_, over) => {
    expect(parseStatementRecord(`1,${recordOf(over)}`)).toHaveProperty('fault');
  });
});

describe('the parts of a statement', () => {
  it('have 5,000 lines at most, and so many characters that an answer holds them as NDJSON', () => {
    const record = recordOf();
    const parts = cutParts(Array.from({ length: 12_001 }, () => record));
    expect(parts.map((part) => part.length)).toEqual([PART_LINES, PART_LINES, 2_001]);

    const id = 'I'.repeat(64);
    const long = recordOf({
      ...{ factId: id, claimId: id, orderNo: id, providerId: id, memberId: id, coverageId: id },
      ...{ plan: { planId: id, version: 999_999 }, original: { factId: id, businessDate: '2026-06-15', claimId: id } },
    });
    const [part = []] = cutParts(Array.from({ length: 5_000 }, () => long));
    const text = partText(part, 1_000_000);
    expect(text.length).toBeLessThanOrEqual(PART_CHARACTERS);
    const json = text
      .split('\r\n')
      .slice(1, -1)
      .map((line) => {
        const parsed = parseStatementRecord(line);
        if ('fault' in parsed) throw new Error(parsed.fault);
        return statementJson(parsed);
      });
    expect(Buffer.byteLength(JSON.stringify(json.join('\n')))).toBeLessThan(6_000_000);
  });

  it('go on counting where the one before ended', () => {
    const reader = partReader();
    expect(reader.read(partText([recordOf(), recordOf()], 1))).toEqual({ lines: 2, faults: [] });
    expect(reader.read(partText([recordOf()], 3))).toEqual({ lines: 1, faults: [] });
    expect(reader.totals()).toMatchObject({ count: 3, debit: 2_100, byPlan: { 'P-1@3': { count: 3 } } });
  });
});

describe('canonical JSON', () => {
  it('sorts names, leaves out what is absent and takes no fraction', () => {
    expect(canonicalJson({ b: [1, null, { d: 'ü"', c: true }], a: undefined, B: -5 })).toBe(
      '{"B":-5,"b":[1,null,{"c":true,"d":"ü\\""}]}',
    );
    expect(() => canonicalJson({ a: 0.5 })).toThrow('no safe integer');
  });
});
