/** Text that is already HTML; everything else is escaped when it meets the page. */
export interface Markup {
  readonly markup: string;
}

type Piece = Markup | string | number | false | undefined | readonly Piece[];

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

export const escaped = (text: string): string => text.replace(/[&<>"]/g, (char) => ESCAPES[char] ?? char);

function pieceText(piece: Piece): string {
  if (piece === undefined || piece === false) return '';
  if (typeof piece === 'number') return String(piece);
  if (typeof piece === 'string') return escaped(piece);
  return 'markup' in piece ? piece.markup : piece.map(pieceText).join('');
}

/** markup`<p>${text}</p>`: what is put in is escaped, unless it is markup itself. */
export function markup(strings: TemplateStringsArray, ...pieces: readonly Piece[]): Markup {
  const parts = strings.map((text, index) => text + (index < pieces.length ? pieceText(pieces[index]) : ''));
  return { markup: parts.join('') };
}
