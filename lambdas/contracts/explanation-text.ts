import { yuan } from '../domain/money.ts';
import type { Fen } from '../domain/money.ts';
import type { BilingualText } from '../domain/plan.ts';
import type { Markup } from './markup.ts';
import { markup } from './markup.ts';

/** A text in both languages. The page is in Chinese, so that only the English needs to be marked. */
export const both = ({ zh, en }: BilingualText): Markup =>
  markup`<span class="zh">${zh}</span> <span class="en" lang="en">${en}</span>`;

/** Fen as a patient reads them: `1,234.50`. */
export const yuanText = (amount: Fen): string => yuan(amount).replace(/\B(?=(\d{3})+(?!\d))(?<!\.\d*)/g, ',');

/** The end of a member's number, by which its holder knows it, and at most half of it: pages are printed and left lying about. */
export function masked(memberId: string): string {
  const shown = Math.min(4, Math.floor(memberId.length / 2));
  return `•••${memberId.slice(memberId.length - shown)}`;
}
