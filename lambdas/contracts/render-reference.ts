import { createHash } from 'node:crypto';
import packageJson from '../../package.json' with { type: 'json' };
import { openApiDocument } from './openapi.ts';
import { referencePage } from './reference-page.ts';
import { pageStyle } from './reference/page-style.ts';

export interface Reference {
  readonly openApi: string;
  readonly page: string;
  /** the source expression by which a content security policy allows the page's one style element */
  readonly styleSource: string;
}

/** Both forms of the API reference. The same sources give the same bytes. */
export function renderReference(): Reference {
  const document = openApiDocument(packageJson.version);
  return {
    openApi: JSON.stringify(document),
    page: referencePage(document),
    styleSource: `'sha256-${createHash('sha256').update(pageStyle).digest('base64')}'`,
  };
}
