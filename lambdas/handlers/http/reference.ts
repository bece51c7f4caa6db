import { referenceContent } from '../../contracts/reference-content.ts';
import type { Route } from '../../contracts/route.ts';
import { routes } from '../../contracts/routes.ts';
import type { HttpHandler } from '../../runtime/http-shell.ts';
import { publicDoor } from '../../runtime/public-door.ts';
import type { StaticPage } from '../../runtime/static-page.ts';
import { pageAnswer, staticPage } from '../../runtime/static-page.ts';

const { openApi, page, styleSource } = await referenceContent();

const openApiDoor = serve(
  routes.readOpenApi,
  staticPage('application/json', openApi, "default-src 'none'; frame-ancestors 'none'"),
);
const docsDoor = serve(
  routes.readDocs,
  staticPage(
    'text/html; charset=utf-8',
    page,
    `default-src 'none'; style-src ${styleSource}; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  ),
);

function serve(route: Route, served: StaticPage): HttpHandler {
  return publicDoor({ route, handle: ({ headers }) => pageAnswer(served, headers['if-none-match']) });
}

export const handler: HttpHandler = (event, context) =>
  (event.rawPath === routes.readOpenApi.path ? openApiDoor : docsDoor)(event, context);
