import type { Reference } from './render-reference.ts';

/**
 * Both forms of the API reference, rendered when first asked for. In a bundle the rendered texts take the place of this module
 * (inline-reference.ts), so that a deployed function loads neither zod nor a generator.
 */
export async function referenceContent(): Promise<Reference> {
  const { renderReference } = await import('./render-reference.ts');
  return renderReference();
}
