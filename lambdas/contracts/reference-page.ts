import type { OpenApiDocument } from './openapi.ts';
import type { Markup } from './markup.ts';
import { markup } from './markup.ts';
import { conventions } from './reference/conventions.ts';
import { prose } from './reference/prose.ts';
import { problemTable, reasonTable } from './reference/page-codes.ts';
import { OPERATION_NAMES, operationSection } from './reference/page-operations.ts';
import type { JsonSchema } from './reference/page-shapes.ts';
import { shapeSection } from './reference/page-shapes.ts';
import { signingPart, webhookPart } from './reference/page-signing.ts';
import { pageStyle } from './reference/page-style.ts';
import { operations } from './reference/operations.ts';
import { schemaNotes } from './reference/schema-notes.ts';

const TAGS = ['Hospital', 'Pharmacy', 'Insurer', 'Service'] as const;
const SHAPE_NAMES = Object.keys(schemaNotes);

/** The API reference for people: one page without scripts or anything from elsewhere, so that it can be read offline and printed. */
export function referencePage(document: OpenApiDocument): string {
  return markup`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Direct Billing Connector: API reference</title>
        <link rel="icon" href="data:," />
        <style>${{ markup: pageStyle }}</style>
      </head>
      <body>
        <a class="skip" href="#main">To the content</a>
        <div class="page">
          <header>
            <h1>Direct Billing Connector <span lang="zh-Hans">商保直付连接器</span></h1>
            <p>
              ${document.info.summary ?? ''} Version ${document.info.version}. For machines:
              <a href="/openapi.json">OpenAPI document</a>.
            </p>
          </header>
          <div class="columns">
            ${contents()}
            <main id="main">
              ${conventions.map(conventionSection)} ${TAGS.map((tag) => tagSection(tag, document))}
              <section id="problems">
                <h2><a class="anchor" href="#problems">Problem codes</a></h2>
                <p>
                  The closed list of <code>code</code> in a problem document. Branch on it, and on <code>retry</code>.
                  The title may be reworded, the code never changes. <code>route.unknown</code> answers an address that is
                  none of the routes above.
                </p>
                ${problemTable()}
              </section>
              <section id="reasons">
                <h2><a class="anchor" href="#reasons">Reason codes</a> <span lang="zh-Hans">原因代码</span></h2>
                <p>
                  Why an insurer does not pay a fen, or pays more. A decision gives full sentences in both languages
                  with the figures in them; these are the short texts.
                </p>
                ${reasonTable()}
              </section>
              <section id="shapes">
                <h2><a class="anchor" href="#shapes">Shapes</a></h2>
                <p>Every object of the API with its fields. Those of a request refuse unknown fields.</p>
                ${SHAPE_NAMES.map((name) => shapeSection(name, document.components?.schemas?.[name] as JsonSchema))}
              </section>
            </main>
          </div>
        </div>
      </body>
    </html> `.markup;
}

function contents(): Markup {
  const link = (id: string, text: string) => markup`<li><a href="#${id}">${text}</a></li>`;
  return markup`<nav aria-label="Contents">
    <h2>Conventions</h2>
    <ul>
      ${conventions.map(({ id, title }) => link(id, title))}
    </ul>
    ${TAGS.map(
      (tag) =>
        markup`<h2>${tag}</h2>
          <ul>
            ${namesOf(tag).map((name) => link(name, operations[name].summary))}
          </ul>`,
    )}
    <h2>Lists</h2>
    <ul>
      ${link('problems', 'Problem codes')}${link('reasons', 'Reason codes')}
    </ul>
    <details>
      <summary>Shapes</summary>
      <ul>
        ${SHAPE_NAMES.map((name) => link(`shape-${name}`, name))}
      </ul>
    </details>
  </nav>`;
}

const namesOf = (tag: string) => OPERATION_NAMES.filter((name) => operations[name].tag === tag);

function tagSection(tag: string, document: OpenApiDocument): Markup {
  const id = tag.toLowerCase();
  const text = document.tags?.find(({ name }) => name === tag)?.description ?? '';
  return markup`<section id="${id}">
    <h2><a class="anchor" href="#${id}">${tag}</a></h2>
    <p>${prose(text)}</p>
    ${namesOf(tag).map((name) => operationSection(name, document))}
  </section>`;
}

function conventionSection({ id, title, paragraphs }: (typeof conventions)[number]): Markup {
  return markup`<section id="${id}">
    <h2><a class="anchor" href="#${id}">${title}</a></h2>
    ${paragraphs.map((text) => markup`<p>${prose(text)}</p>`)} ${id === 'signing' && signingPart()} ${id === 'webhooks' && webhookPart()}
  </section>`;
}
