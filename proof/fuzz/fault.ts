import { isUtf8 } from 'node:buffer';
import type { ProblemAnswer } from '../../lambdas/contracts/problem-answer.ts';
import type { ArrivedRequest } from '../../local/gateway/proxy-event.ts';
import { answerFaults } from '../../test/support/answer-faults.ts';
import type { Answer } from '../../test/support/connector.ts';
import type { ComposedRequest } from './composed-request.ts';
import { linesOf } from './operations.ts';

/** What an answer must never be, whatever was asked. */
export function faultsOf(
  composed: ComposedRequest,
  arrived: ArrivedRequest,
  answer: Answer<unknown>,
): readonly string[] {
  const faults = [...answerFaults(arrived, answer)];
  if (answer.status >= 500) faults.push(`answered ${answer.status}`);
  if (!isUtf8(Buffer.from(answer.text))) faults.push('the answer is no text');
  if (answer.headers['content-type']?.startsWith('text/html') === true && /<script>alert/i.test(answer.text)) {
    faults.push('the page holds what was sent as mark-up');
  }
  // what is no problem has no fields to name, and was found above
  if (faults.length > 0 || answer.status !== 400) return faults;
  return misnamedFields(composed, answer.body as ProblemAnswer);
}

/** A field that a problem names is in the request, or is missing where it says so. */
function misnamedFields({ body, parameters, text }: ComposedRequest, problem: ProblemAnswer): readonly string[] {
  if (problem.code !== 'request.malformed' || problem.errors === undefined || text === undefined) return [];
  if (typeof body !== 'object' || body === null || !isTextOf(body, text)) return [];
  return problem.errors
    .map(({ path }) => path)
    .filter((path) => path !== '' && !(path in parameters) && !isPlaceOf(body, path))
    .map((path) => `the problem names ${path}, which is nowhere in the request`);
}

/** Whether it was written as it should be, so that its places are those of the document. */
const isTextOf = (body: object, text: string): boolean =>
  text === JSON.stringify(body) || (Array.isArray(body) && text === linesOf(body));

/** The place around the last step is there; names may themselves hold full stops, so only what is plain is judged. */
function isPlaceOf(body: object, path: string): boolean {
  if (!/^(\w+|\[\d+\]|line\[\d+\])((\.\w+)|(\[\d+\]))*$/.test(path)) return true;
  const steps = path.replace(/^line\[(\d+)\]/, (_, line: string) => `[${Number(line) - 1}]`).match(/\w+/g) ?? [];
  // one document where lines were asked for is a line
  let at: unknown = path.startsWith('line[') && !Array.isArray(body) ? [body] : body;
  for (const step of steps.slice(0, -1)) {
    if (typeof at !== 'object' || at === null) return false;
    at = (at as Readonly<Record<string, unknown>>)[step];
  }
  return typeof at === 'object' && at !== null;
}
