import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseJson } from '../../lambdas/runtime/json-body.ts';

const parse = (text: string) => parseJson(Buffer.from(text));

describe('a JSON body', () => {
  it('is what JSON.parse makes of it, whatever it is, as long as its numbers are integers (property)', () => {
    const wholeNumbers = (_: string, value: unknown) =>
      typeof value === 'number' ? Math.trunc(value % 1e9) + 0 : value;
    fc.assert(
      fc.property(fc.json({ maxDepth: 8 }), (json) => {
        fc.pre(!json.includes('__proto__'));
        const text = JSON.stringify(JSON.parse(json, wholeNumbers));
        expect(parse(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  it.each(['999.99999999999999999', '1000.0', '1000.5', '1e3', '1E3', '-0', '-0.0', '1e-400'])(
    'with a number written as %s is left for the schema to refuse by its field',
    (literal) => {
      expect(parse(`{"amount":${literal},"lines":[{"amount":${literal}}]}`)).toEqual({
        amount: Number.NaN,
        lines: [{ amount: Number.NaN }],
      });
    },
  );

  it('keeps integers and texts as they are beside such a number', () => {
    expect(parse('{"a":-5,"b":"1.5e3","c":true,"d":0.5,"e":[0,10]}')).toEqual({
      ...{ a: -5, b: '1.5e3', c: true },
      ...{ d: Number.NaN, e: [0, 10] },
    });
  });

  it('may hold colons, braces and quotes in its texts', () => {
    const value = { 'a:b': '{"c":[', 'd\\"e': ':\\', '': [{ ':': null }] };
    expect(parse(JSON.stringify(value))).toEqual(value);
  });

  it.each([
    ['a name twice', '{"amount":1,"amount":2}', 'names a field twice'],
    ['a name twice, once escaped', '{"amount":1,"\\u0061mount":2}', 'names a field twice'],
    ['a name twice further in', '{"lines":[{"a":1,"b":{"c":1,"c":1}}]}', 'names a field twice'],
    ['a name that is a number twice', '{"1":1,"1":2}', 'names a field twice'],
    ['__proto__', '{"__proto__":{"admin":true}}', '__proto__'],
    ['__proto__, escaped', '{"\\u005f_proto__":1}', '__proto__'],
    ['33 levels', `${'['.repeat(33)}${']'.repeat(33)}`, 'nests deeper'],
    ['100,000 levels', '['.repeat(100_000), 'nests deeper'],
    ['no JSON', '{"a":1,}', 'is not JSON'],
    ['an unfinished text', '{"a":"', 'is not JSON'],
    ['an unfinished escape', '{"a":"\\', 'is not JSON'],
    ['two documents', '{}{}', 'is not JSON'],
    ['a byte order mark', '\ufeff{}', 'is not JSON'],
    ['NaN', '{"a":NaN}', 'is not JSON'],
  ])('with %s is refused', (_, text, message) => {
    expect(() => parse(text)).toThrow(
      expect.objectContaining({ code: 'request.malformed', message: expect.stringContaining(message) as string }),
    );
  });

  it('is not quoted in the refusal', () => {
    expect(() => parse('{"name":"张三",,}')).toThrow(expect.objectContaining({ message: 'The body is not JSON.' }));
  });

  it('may have 32 levels', () => {
    expect(parse(`${'['.repeat(32)}${']'.repeat(32)}`)).toHaveLength(1);
  });
});
