import { contentDifferences } from '../domain/content-differences.ts';
import { ConnectorError } from '../runtime/connector-error.ts';

/** A number of a capture, a reversal or a return stands for one content, for ever, just as an order's does. */
export function requireSameContent<Content extends object>(
  before: Content,
  sent: Content,
  { no, existing }: { readonly no: string; readonly existing: unknown },
): void {
  const differing = Object.keys(sent).flatMap((field) => {
    const [one, other] = [before, sent].map((content) => content[field as keyof Content]);
    return contentDifferences(one, other, field === 'asked' ? 'lines' : field);
  });
  if (differing.length === 0) return;
  throw new ConnectorError('order.conflict', `${no} was sent before with another ${differing.join(', ')}.`, {
    errors: differing.map((path) => ({ path, message: 'is not what was sent before under this number' })),
    extension: { existing },
  });
}
