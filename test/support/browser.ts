import { existsSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { chromium } from 'playwright-core';

const CHROMIUM = '/usr/bin/chromium';

export const hasBrowser = existsSync(CHROMIUM);

/** Debian's chromium, without what it would ask the network for by itself. */
export function startBrowser(): Promise<Browser> {
  const flags = [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
  ];
  return chromium.launch({
    executablePath: CHROMIUM,
    args: [...flags, '--disable-component-update', '--disable-sync', '--disable-dev-shm-usage'],
  });
}
