// Plain JavaScript, so that nothing but the bundle is loaded: the milliseconds that its import takes in this fresh process.
import { argv, stdout } from 'node:process';
import { pathToFileURL } from 'node:url';

const bundle = pathToFileURL(argv[2]).href;
const startedAt = performance.now();
await import(bundle);
stdout.write(String(performance.now() - startedAt));
