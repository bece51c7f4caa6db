import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { statementCommand } from '../../tools/statement-command.ts';
import { checkStatements, manifestFile, partFile } from '../../tools/statement-files.ts';
import { keyPem, recordOf, statementOfParts } from '../domain/statements.ts';

const first = statementOfParts('2026-06-15', [[recordOf()], [recordOf({ orderNo: 'HX-2' })]]);
const { closing, sha256 } = first.manifest;
const second = statementOfParts('2026-06-16', [[recordOf({ orderNo: 'HX-3' })]], { closing, sha256 });
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'statements-'));
  for (const { manifest, parts } of [first, second]) {
    const { businessDate } = manifest;
    writeFileSync(join(folder, manifestFile(businessDate)), JSON.stringify(manifest));
    for (const [n, text] of parts) writeFileSync(join(folder, partFile(businessDate, n)), text);
  }
});

afterEach(() => rmSync(folder, { recursive: true }));

const partOne = () => join(folder, partFile('2026-06-15', 1));
const faults = () => {
  const { statements, faults: between } = checkStatements([folder], keyPem);
  return [...between, ...statements.flatMap((one) => one.faults)];
};

describe('npm run statement -- verify', () => {
  it('finds a folder of statements in order, also gzipped', () => {
    rmSync(partOne());
    writeFileSync(`${partOne()}.gz`, gzipSync(first.parts.get(1) ?? ''));
    expect(checkStatements([folder], keyPem)).toEqual({
      statements: [
        { date: '2026-06-15', lines: 2, faults: [] },
        { date: '2026-06-16', lines: 1, faults: [] },
      ],
      faults: [],
    });
  });

  it('finds bytes that are no UTF-8, a part without its manifest, and a file of another name', () => {
    const bytes = Buffer.from(first.parts.get(1) ?? '');
    bytes[bytes.length - 5] = 0xff;
    writeFileSync(partOne(), bytes);
    expect(faults()).toContain('part 1 is not the one of the manifest: its SHA-256 differs');
    rmSync(join(folder, manifestFile('2026-06-15')));
    expect(faults()).toEqual(['2026-06-15 has parts and no manifest']);
    const stray = join(folder, 'stray.csv');
    writeFileSync(stray, '');
    expect(checkStatements([stray], keyPem).faults).toEqual(['stray.csv is neither a manifest nor a part by its name']);
  });

  it('refuses what is no manifest, or not the one of its name', () => {
    writeFileSync(join(folder, manifestFile('2026-06-17')), JSON.stringify(second.manifest));
    expect(faults).toThrow('is the manifest of 2026-06-16');
    writeFileSync(join(folder, manifestFile('2026-06-17')), '{}');
    expect(faults).toThrow('is no manifest');
  });
});

describe('what is typed after npm run statement', () => {
  it.each([
    [['verify'], 'which files'],
    [['verify', 'x'], '--key'],
    [['download', '2026-06-16', '2026-06-15', '--as', 'insurer-a', '--into', 'x'], 'two dates'],
    [['download', '2026-06-15', '2026-06-16', '--as', 'insurer-a'], '--into'],
    [['send'], 'there is no command send'],
    [['verify', '--loud'], '--loud'],
  ])('is refused with a sentence: %s', (typed, words) => {
    expect(() => statementCommand(typed)).toThrow(words);
  });
});
