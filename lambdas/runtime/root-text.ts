/** A root below this could be guessed: 32 random bytes are 43 characters of base64. */
const MIN_ROOT_LENGTH = 32;

/** The root in the text of the stage's secret, `{"root": "…"}`. Throws where there is none, and quotes nothing of the text. */
export function rootOf(text: string): string {
  let root: unknown;
  try {
    root = (JSON.parse(text) as { readonly root?: unknown } | null)?.root;
  } catch {
    // the parser's message would quote the secret
  }
  if (typeof root !== 'string' || root.length < MIN_ROOT_LENGTH) throw new Error('the secret holds no root');
  return root;
}
