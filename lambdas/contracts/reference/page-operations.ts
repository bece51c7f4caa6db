import type { OpenApiDocument } from '../openapi.ts';
import type { ProblemCode } from '../problem-codes.ts';
import { problemKinds } from '../problem-codes.ts';
import type { RouteName } from '../routes.ts';
import { routes } from '../routes.ts';
import type { Markup } from '../markup.ts';
import { markup } from '../markup.ts';
import { jsonText, prose } from './prose.ts';
import { eventType } from './event-examples.ts';
import type { AnswerKinds, BodyContent, Content, EventContent } from './operation.ts';
import { operations, problemCodesOf } from './operations.ts';
import type { JsonSchema } from './page-shapes.ts';
import { fieldList, shapeLink } from './page-shapes.ts';
import { requestBody } from './request-body.ts';
import { schemaNotes } from './schema-notes.ts';

export const OPERATION_NAMES = Object.keys(operations) as readonly RouteName[];

export function operationSection(name: RouteName, document: OpenApiDocument): Markup {
  const [operation, route] = [operations[name], routes[name]];
  const described =
    document.paths?.[route.path]?.[route.method === 'GET' ? 'get' : route.method === 'PUT' ? 'put' : 'post'];
  const paragraphs = (described?.description ?? '').split('\n\n');
  return markup`<section class="operation" id="${name}">
    <h3><a class="anchor" href="#${name}">${operation.summary}</a></h3>
    <p class="route">
      <span class="method ${route.method.toLowerCase()}">${route.method}</span> <code>${breakable(route.path)}</code>
    </p>
    ${paragraphs.map((paragraph, index) => markup`<p${index > 0 && markup` class="door"`}>${prose(paragraph)}</p>`)}
    ${operation.body !== undefined && bodyPart(name, operation.body, document)}
    <h4>Answers</h4>
    <ul class="answers">
      ${Object.entries(operation.answers).map(([status, text]) => markup`<li><b>${status}</b> ${text}</li>`)}
    </ul>
    ${'schema' in operation.answer && answerPart(operation.answer)}
    ${'kinds' in operation.answer && kindsPart(operation.answer)} ${problemPart(name)}
  </section>`;
}

/** Addresses may break after a slash, so that a phone shows them whole. */
function breakable(path: string): readonly Markup[] {
  return path.split('/').map((part, index) => (index === 0 ? markup`${part}` : markup`/<wbr />${part}`));
}

function nameOf(schema: Content['schema']): string {
  const found = Object.entries(schemaNotes).find(([, note]) => note.schema === schema);
  if (found === undefined) throw new Error('a body or an answer without notes');
  return found[0];
}

function bodyPart(name: RouteName, body: BodyContent, document: OpenApiDocument): Markup {
  if ('events' in body) return eventsPart(body);
  const isMany = 'list' in body || 'lines' in body;
  const shape = nameOf('list' in body ? body.list.entry : 'lines' in body ? body.lines : body.schema);
  const schema = document.components?.schemas?.[shape] as JsonSchema;
  const { description = '' } = requestBody(body, routes[name]);
  return markup`<h4>Body: ${isMany && 'list of '}${shapeLink(shape)}</h4>
    ${isMany && markup`<p>${prose(description)}</p>`}
    ${fieldList(schema, `${name}-body`)} ${example(body.example)}`;
}

function answerPart(answer: Content): Markup {
  return markup`<p>Fields: ${shapeLink(nameOf(answer.schema))}</p>
    ${example(answer.example)}`;
}

/** Each event under its type, with its shape and an example. */
function eventsPart({ events }: EventContent): Markup {
  return markup`<h4>Body: one of these, by its <code>type</code></h4>
    ${events.map(
      ({ schema, example: value }) =>
        markup`<p><code>${eventType(value)}</code>: ${shapeLink(nameOf(schema))}</p>
          ${example(value)}`,
    )}`;
}

function kindsPart({ kinds }: AnswerKinds): Markup {
  return markup`${kinds.map(
    ({ status, schema, example: value }) =>
      markup`<p><b>${status}</b> ${shapeLink(nameOf(schema))}</p>
        ${example(value)}`,
  )}`;
}

export function example(value: unknown): Markup {
  return markup`<pre tabindex="0"><code>${jsonText(value)}</code></pre>`;
}

function problemPart(name: RouteName): Markup {
  const own = new Set<ProblemCode>(operations[name].problems);
  const shared = problemCodesOf(name).filter((code) => !own.has(code) && !code.startsWith('signature.'));
  const isSigned = routes[name].door !== 'public';
  return markup`<h4>Problems</h4>
    ${
      own.size > 0 &&
      markup`<ul class="problems">
        ${[...own].map((code) => markup`<li><b>${problemKinds[code].status}</b> ${problemLink(code)} ${problemKinds[code].title}</li>`)}
      </ul>`
    }
    <p class="door">
      ${own.size > 0 ? 'And, as elsewhere: ' : ''}${shared.map((code, index) => markup`${index > 0 && ', '}${problemLink(code)}`)}${isSigned && markup`, <a href="#problem-signature.missing"><code>signature.*</code></a>`};
      429 from the gateway.
    </p>`;
}

const problemLink = (code: ProblemCode): Markup => markup`<a href="#problem-${code}"><code>${code}</code></a>`;
