import { healthAnswer } from '../health-answer.ts';
import type { Operation } from './operation.ts';

/** What nobody has to sign. */
export const unsigned = {
  readHealth: {
    tag: 'Service',
    summary: 'Ask whether the connector answers',
    description: 'Not signed.',
    answers: { 200: 'It answers' },
    answer: { schema: healthAnswer, example: { status: 'ok', stage: 'prod', version: '0.1.0' } },
    problems: [],
  },
  readOpenApi: {
    tag: 'Service',
    summary: 'Read this document',
    description: 'The OpenAPI document, generated from the schemas by which requests are checked. Not signed.',
    answers: { 200: 'The document', 304: 'The copy that you have is current (`If-None-Match`)' },
    answer: { mediaType: 'application/json' },
    problems: [],
  },
  readDocs: {
    tag: 'Service',
    summary: 'Read the API reference',
    description: 'The same as a page for people. Not signed.',
    answers: { 200: 'The page', 304: 'The copy that you have is current (`If-None-Match`)' },
    answer: { mediaType: 'text/html' },
    problems: [],
  },
} as const satisfies Record<string, Operation>;
