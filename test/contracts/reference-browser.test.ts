import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasBrowser, startBrowser } from '../support/browser.ts';
import { type Connector, startConnector } from '../support/connector.ts';

if (!hasBrowser) console.warn('chromium is missing: the reference page is not looked at in a browser');

const PHONE = { width: 360, height: 740 };
const DESK = { width: 1366, height: 900 };

describe.skipIf(!hasBrowser)('the API reference in a browser', () => {
  let connector: Connector;
  let server: Server;
  let browser: Browser;
  let base: string;

  beforeAll(async () => {
    connector = await startConnector();
    // with the headers of the handler, so that its content security policy is in force
    server = createServer((request, response) => {
      void connector
        .request('GET', request.url ?? '/')
        .then((answer) => response.writeHead(answer.status, answer.headers).end(answer.text));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    browser = await startBrowser();
  });

  afterAll(async () => {
    await browser.close();
    server.closeAllConnections();
    server.close();
    await connector.stop();
  });

  async function open(viewport: typeof PHONE, address = '/docs', colorScheme: 'light' | 'dark' = 'light') {
    const page = await browser.newPage({ viewport, colorScheme });
    const [trouble, requests]: [string[], string[]] = [[], []];
    page.on('console', (message) => trouble.push(message.text()));
    page.on('pageerror', (error) => trouble.push(error.message));
    page.on('request', (request) => requests.push(request.url()));
    await page.goto(`${base}${address}`);
    return { page, trouble, requests };
  }

  const measure = (page: Page, expression: string) => page.evaluate<unknown>(expression);

  it.each([PHONE, DESK])(
    'renders at $width px with its style, without trouble, and asks for nothing else',
    async (viewport) => {
      const { page, trouble, requests } = await open(viewport);
      expect(await page.title()).toBe('Direct Billing Connector: API reference');
      expect(await measure(page, `getComputedStyle(document.querySelector('pre')).borderRadius`)).toBe('6px');
      expect(await measure(page, 'document.documentElement.scrollWidth')).toBe(viewport.width);
      expect(trouble).toEqual([]);
      expect(requests.filter((url) => url !== `${base}/docs` && !url.startsWith('data:'))).toEqual([]);
      await page.close();
    },
  );

  it('leads from the contents to a call and from there to a problem code, without a script', async () => {
    const { page } = await open(DESK);
    const isInView = (selector: string) =>
      measure(
        page,
        `(({ top }) => top >= 0 && top < innerHeight)(document.querySelector(${JSON.stringify(selector)}).getBoundingClientRect())`,
      );
    await page.click('nav a[href="#settleOrder"]');
    expect(await isInView('#settleOrder h3')).toBe(true);
    await page.click('#settleOrder a[href="#problem-order.conflict"]');
    expect(await isInView('[id="problem-order.conflict"]')).toBe(true);
    await page.close();
  });

  it('opens at the address that a problem document gives as its type', async () => {
    const { page } = await open(PHONE, '/docs#problem-request.malformed');
    expect(
      await measure(page, `document.querySelector(':target').textContent.includes('The request is malformed')`),
    ).toBe(true);
    expect(await measure(page, 'scrollY > 1000')).toBe(true);
    await page.close();
  });

  it.each(['light', 'dark'] as const)('is readable in %s: text and background at least 4.5 to 1', async (scheme) => {
    const { page } = await open(DESK, '/docs', scheme);
    const colours = (await measure(
      page,
      `['main p', '.type', '.door', 'main a[href^="#shape"]', 'pre code', '.method.put', '.method.get'].map((selector) => {
        const element = document.querySelector(selector);
        const ground = selector === 'pre code' ? element.parentElement : document.body;
        return [selector, getComputedStyle(element).color, getComputedStyle(ground).backgroundColor];
      })`,
    )) as [string, string, string][];
    expect(colours.filter(([, ink, ground]) => contrast(ink, ground) < 4.5)).toEqual([]);
    await page.close();
  });

  it('prints without the contents, and nothing is cut off', async () => {
    const { page } = await open({ width: 720, height: 1_000 });
    await page.emulateMedia({ media: 'print' });
    expect(await page.isVisible('nav')).toBe(false);
    expect(
      await measure(
        page,
        `[...document.querySelectorAll('pre')].filter((pre) => pre.scrollWidth > pre.clientWidth).length`,
      ),
    ).toBe(0);
    await page.close();
  });
});

/** The contrast ratio of WCAG 2. */
function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = (colour.match(/\d+/g) ?? []).map((part) => {
    const share = Number(part) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
