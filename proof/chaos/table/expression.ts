/** DynamoDB's expressions, as far as there are any: a text is parsed once, whatever names and values it stands for. */
export type Path = readonly string[];

export type Operand =
  | { readonly kind: 'path'; readonly path: Path }
  | { readonly kind: 'value'; readonly name: string }
  | { readonly kind: 'if_not_exists'; readonly path: Path; readonly otherwise: Operand }
  | { readonly kind: 'sum'; readonly left: Operand; readonly right: Operand; readonly sign: 1 | -1 };

export type Condition =
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Condition[] }
  | { readonly kind: 'not'; readonly part: Condition }
  | { readonly kind: 'exists'; readonly path: Path; readonly wanted: boolean }
  | { readonly kind: 'begins_with'; readonly path: Path; readonly prefix: Operand }
  | { readonly kind: 'between'; readonly value: Operand; readonly from: Operand; readonly to: Operand }
  | { readonly kind: 'compare'; readonly left: Operand; readonly by: string; readonly right: Operand };

export interface Update {
  readonly sets: readonly { readonly path: Path; readonly to: Operand }[];
  readonly removes: readonly Path[];
  readonly adds: readonly { readonly path: Path; readonly value: string }[];
}

const TOKEN = /\s*([#:]?[A-Za-z_][\w-]*|#[\w-]+|:[\w-]+|<>|<=|>=|[=<>(),.+-])/uy;
const COMPARISONS = new Set(['=', '<>', '<', '<=', '>', '>=']);

interface Reader {
  readonly peek: () => string | undefined;
  readonly take: (wanted?: string) => string;
}

function readerOf(text: string): Reader {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.trimEnd().length) {
    const at = TOKEN.lastIndex;
    const token = TOKEN.exec(text)?.[1];
    if (token === undefined) throw new Error(`an expression cannot be read at ${at}: ${text}`);
    tokens.push(token);
  }
  let at = 0;
  return {
    peek: () => tokens[at],
    take: (wanted) => {
      const token = tokens[at];
      if (token === undefined || (wanted !== undefined && token.toUpperCase() !== wanted))
        throw new Error(`an expression has ${token} where ${wanted ?? 'more'} belongs: ${text}`);
      at += 1;
      return token;
    },
  };
}

const isWord = (reader: Reader, word: string): boolean => reader.peek()?.toUpperCase() === word;

function path(reader: Reader): Path {
  const parts = [reader.take()];
  while (isWord(reader, '.')) {
    reader.take('.');
    parts.push(reader.take());
  }
  return parts;
}

function operand(reader: Reader): Operand {
  const left = term(reader);
  if (!isWord(reader, '+') && !isWord(reader, '-')) return left;
  const sign = reader.take() === '+' ? 1 : -1;
  return { kind: 'sum', left, right: term(reader), sign };
}

function term(reader: Reader): Operand {
  if (reader.peek()?.startsWith(':') === true) return { kind: 'value', name: reader.take() };
  if (!isWord(reader, 'IF_NOT_EXISTS')) return { kind: 'path', path: path(reader) };
  reader.take();
  reader.take('(');
  const tried = path(reader);
  reader.take(',');
  const otherwise = operand(reader);
  reader.take(')');
  return { kind: 'if_not_exists', path: tried, otherwise };
}

function anyOf(reader: Reader): Condition {
  const parts = [allOf(reader)];
  while (isWord(reader, 'OR')) {
    reader.take();
    parts.push(allOf(reader));
  }
  return parts.length === 1 && parts[0] !== undefined ? parts[0] : { kind: 'or', parts };
}

function allOf(reader: Reader): Condition {
  const parts = [single(reader)];
  while (isWord(reader, 'AND')) {
    reader.take();
    parts.push(single(reader));
  }
  return parts.length === 1 && parts[0] !== undefined ? parts[0] : { kind: 'and', parts };
}

function single(reader: Reader): Condition {
  const word = reader.peek()?.toLowerCase() ?? '';
  switch (word) {
    case 'not':
      reader.take();
      return { kind: 'not', part: single(reader) };
    case '(': {
      reader.take();
      const inner = anyOf(reader);
      reader.take(')');
      return inner;
    }
    case 'attribute_exists':
    case 'attribute_not_exists': {
      reader.take();
      reader.take('(');
      const tested = path(reader);
      reader.take(')');
      return { kind: 'exists', path: tested, wanted: word === 'attribute_exists' };
    }
    case 'begins_with': {
      reader.take();
      reader.take('(');
      const tested = path(reader);
      reader.take(',');
      const prefix = operand(reader);
      reader.take(')');
      return { kind: 'begins_with', path: tested, prefix };
    }
    default:
      return comparison(reader);
  }
}

function comparison(reader: Reader): Condition {
  const left = operand(reader);
  if (isWord(reader, 'BETWEEN')) {
    reader.take();
    const from = operand(reader);
    reader.take('AND');
    return { kind: 'between', value: left, from, to: operand(reader) };
  }
  const by = reader.take();
  if (!COMPARISONS.has(by)) throw new Error(`an expression compares by ${by}`);
  return { kind: 'compare', left, by, right: operand(reader) };
}

function update(reader: Reader): Update {
  const sets: { path: Path; to: Operand }[] = [];
  const removes: Path[] = [];
  const adds: { path: Path; value: string }[] = [];
  const clauses: Readonly<Record<string, () => void>> = {
    SET: () => {
      const changed = path(reader);
      reader.take('=');
      sets.push({ path: changed, to: operand(reader) });
    },
    REMOVE: () => void removes.push(path(reader)),
    ADD: () => void adds.push({ path: path(reader), value: reader.take() }),
  };
  while (reader.peek() !== undefined) {
    const clause = clauses[reader.take().toUpperCase()];
    if (clause === undefined) throw new Error('an update has an unknown clause');
    clause();
    while (isWord(reader, ',')) {
      reader.take();
      clause();
    }
  }
  return { sets, removes, adds };
}

const remembering = <Parsed>(parse: (reader: Reader) => Parsed) => {
  const known = new Map<string, Parsed>();
  return (text: string): Parsed => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const reader = readerOf(text);
    const parsed = parse(reader);
    if (reader.peek() !== undefined) throw new Error(`an expression goes on after its end: ${text}`);
    known.set(text, parsed);
    return parsed;
  };
};

export const conditionOf = remembering(anyOf);
export const updateOf = remembering(update);
