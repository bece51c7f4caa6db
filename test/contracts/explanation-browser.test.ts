import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasBrowser, startBrowser } from '../support/browser.ts';
import { startQuietConnector } from '../support/checked-connector.ts';
import type { Connector } from '../support/connector.ts';
import { consultOrder } from '../support/documents.ts';
import { orderLife } from '../support/order-life.ts';
import { enrolForTold, tellOrders } from '../support/told-orders.ts';

if (!hasBrowser) console.warn('chromium is missing: the page for patients is not looked at in a browser');

const SIZES = [
  { width: 320, height: 640 },
  { width: 360, height: 740 },
  { width: 1366, height: 900 },
];
const [, PHONE, DESK] = SIZES as [(typeof SIZES)[number], (typeof SIZES)[number], (typeof SIZES)[number]];
/** A4 within the margins of the page, in CSS pixels. */
const SHEET = { width: 680, height: 1_009 };

describe.skipIf(!hasBrowser)('the explanation of benefits in a browser', () => {
  let connector: Connector;
  let server: Server;
  let browser: Browser;
  let address: string;

  beforeAll(async () => {
    connector = await startQuietConnector();
    await enrolForTold(connector, 'M-1001');
    await tellOrders(connector, 'M-1001');
    const name = 'Dexamethasone-sodium-phosphate-and-neomycin/<b>injection</b> '.repeat(3);
    const lines = [
      { lineNo: 9999, category: 'test' as const, code: 'X', name, quantity: '99999.9999', amount: 9_999_999_999 },
    ];
    await orderLife(connector).settle(consultOrder('L'.repeat(64), 'M-1001', [], { kind: 'test', lines }));
    // the hospital's own server: it fetches the page signed, and passes it on with its headers
    server = createServer((_, response) => {
      void connector
        .as('hospital-a')
        .request('GET', '/v1/members/M-1001/decisions?format=html')
        .then((answer) => response.writeHead(answer.status, answer.headers).end(answer.text));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    browser = await startBrowser();
  });

  afterAll(async () => {
    await browser.close();
    server.closeAllConnections();
    server.close();
    await connector.stop();
  });

  async function open(viewport: typeof PHONE) {
    const page = await browser.newPage({ viewport });
    const [trouble, requests]: [string[], string[]] = [[], []];
    page.on('console', (message) => trouble.push(message.text()));
    page.on('pageerror', (error) => trouble.push(error.message));
    page.on('request', (request) => requests.push(request.url()));
    await page.goto(address);
    return { page, trouble, requests: requests.filter((url) => !url.endsWith('/favicon.ico')) };
  }

  const measure = (page: Page, expression: string) => page.evaluate<unknown>(expression);

  /** What does not fit into its own box, or stands out of the page. */
  const cutOff = (page: Page) =>
    measure(
      page,
      `[...document.querySelectorAll('td, th, dd, dt, p, h2, h3, strong')]
        .filter((one) => one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).display !== 'inline' && one.clientWidth > 1
          || one.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
        .map((one) => one.outerHTML.slice(0, 200))`,
    );

  it.each(SIZES)(
    'renders at $width px with its style, without trouble, and asks for nothing else',
    async (viewport) => {
      const { page, trouble, requests } = await open(viewport);
      expect(await page.title()).toBe('费用说明 Explanation of benefits');
      expect(await measure(page, `getComputedStyle(document.querySelector('.pays')).borderRadius`)).toBe('6px');
      expect(await measure(page, 'document.documentElement.scrollWidth')).toBe(viewport.width);
      expect(await cutOff(page)).toEqual([]);
      expect([trouble, requests]).toEqual([[], [address]]);
      await page.close();
    },
  );

  it('shows first and largest what there is to pay', async () => {
    const { page } = await open(DESK);
    const sizes = (await measure(
      page,
      `[...document.querySelectorAll('.order')].map((order) =>
        ['.pays strong', 'h2', '.carried dd', 'td'].map((one) => parseFloat(getComputedStyle(order.querySelector(one)).fontSize)))`,
    )) as number[][];
    expect(sizes).toHaveLength(13);
    for (const [pays = 0, ...others] of sizes) expect(pays).toBeGreaterThan(Math.max(...others) * 1.4);
    const first = await page.textContent('#order-13 .pays');
    expect(first?.replace(/\s+/g, ' ').trim()).toBe('您需支付 You pay ¥0.00');
    await page.close();
  });

  it('has headings in steps, tables with headers and names, both languages marked, and no address twice', async () => {
    const { page } = await open(DESK);
    const levels = (await measure(
      page,
      `[...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].map(({ tagName }) => Number(tagName[1]))`,
    )) as number[];
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    expect(levels.filter((level, index) => level > (levels[index - 1] ?? 0) + 1)).toEqual([]);
    expect(await measure(page, 'document.documentElement.lang')).toBe('zh-Hans');
    expect(
      await measure(
        page,
        `[...document.querySelectorAll('table')].filter((table) =>
          !document.getElementById(table.getAttribute('aria-labelledby'))?.textContent.trim()
          || [...table.querySelectorAll('th')].some((one) => !['col', 'row'].includes(one.scope) || one.textContent.trim() === '')
          || [...table.querySelectorAll('tbody tr.line, tfoot tr')].some((row) => row.querySelectorAll('th[scope=row]').length !== 1)
        ).length`,
      ),
    ).toBe(0);
    // whatever is Chinese is not within what is marked as English, and whatever is long and without Chinese is
    expect(
      await measure(
        page,
        `[...document.querySelectorAll('[lang=en]')].map(({ textContent }) => textContent).filter((text) => /\\p{Script=Han}/u.test(text))`,
      ),
    ).toEqual([]);
    expect(
      await measure(
        page,
        `[...document.querySelectorAll('span.zh, .status')].filter((one) => !one.parentElement.querySelector('[lang=en]')).length`,
      ),
    ).toBe(0);
    expect(
      await measure(
        page,
        `(() => { const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
          return [ids.length - new Set(ids).size, [...document.links].filter(({ hash }) => !document.querySelector(hash)).length]; })()`,
      ),
    ).toEqual([0, 0]);
    for (const landmark of ['header', 'main', 'footer'])
      expect(await page.locator(`body > ${landmark}`).count()).toBe(1);
    await page.close();
  });

  it('is readable without colour: every text at least 4.5 to 1 on white and on its ground', async () => {
    const { page } = await open(DESK);
    const inks = (await measure(
      page,
      `[...new Set([...document.querySelectorAll('body *')].map((one) => getComputedStyle(one).color))]`,
    )) as string[];
    // the darkest ground that the page has
    expect(inks.map((ink) => contrast(ink, 'rgb(244, 247, 248)')).filter((ratio) => ratio < 4.5)).toEqual([]);
    await page.close();
  });

  it('prints on A4 sheets: nothing cut off, tables as tables, and no order across two sheets that fits on one', async () => {
    const { page } = await open(SHEET);
    await page.emulateMedia({ media: 'print' });
    expect(await measure(page, 'document.documentElement.scrollWidth')).toBeLessThanOrEqual(SHEET.width);
    expect(await cutOff(page)).toEqual([]);
    expect(await measure(page, `getComputedStyle(document.querySelector('.lines thead')).display`)).toBe(
      'table-header-group',
    );
    const orders = (await measure(
      page,
      `[...document.querySelectorAll('.order')].map((one) => [getComputedStyle(one).breakInside, one.offsetHeight])`,
    )) as [string, number][];
    expect(orders.map(([inside]) => inside)).toEqual(orders.map(() => 'avoid'));
    expect(orders.filter(([, height]) => height > SHEET.height)).toEqual([]);
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
    const sheets = [...pdf.matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)];
    expect(sheets.length).toBeGreaterThanOrEqual(7);
    expect(sheets.length).toBeLessThanOrEqual(14);
    for (const [, width, height] of sheets)
      expect([Math.round(Number(width)), Math.round(Number(height))]).toEqual([595, 842]);
    await page.close();
  });
});

/** The contrast ratio of WCAG 2. */
function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].toSorted((a, b) => b - a) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = (colour.match(/\d+/g) ?? []).map((part) => {
    const share = Number(part) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
