import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { xmlText } from '../../reports/xml.ts';
import { addressFrom, isExternal, type Place, placeOf, targetOf, top } from './links.ts';
import { type Rendered, render } from './markdown.ts';
import { navigation } from './navigation.ts';
import { type Chapter, page } from './template.ts';

type Page = Rendered & { readonly place: Place };

const read = (path: string): string => readFileSync(join(top, path), 'utf8');

/** The style sheet: the colours are those of the report. */
const style = (): string =>
  [read('reports/html/app/style/theme.css'), read('docs/site/style.css')].join('\n');

/**
 * Writes the guide as a static site into a folder, which it clears before. Pages link to one another by relative
 * addresses, so that the site works from any server, and from no server. What pages link to of the checkout, such as
 * scenario files, comes along. Says how many pages there are; throws where a link leads to nothing.
 */
export function buildSite(into: string): number {
  rmSync(into, { recursive: true, force: true });
  const linked = new Map<string, Place>();
  const parts = navigation().map(({ name, pages }) => ({
    name,
    pages: pages.map((path) => readPage(`docs/${path}`, linked)),
  }));
  const chapters: Chapter[] = parts.map(({ name, pages }) => ({
    name,
    entries: pages.map(({ title, place }) => ({ title, to: place.to })),
  }));
  const all = parts.flatMap(({ pages }) => pages);
  for (const { place, ...rendered } of all)
    write(into, place.to, page({ ...rendered, to: place.to }, chapters));
  for (const place of linked.values()) bring(into, place, chapters);
  write(into, 'style.css', style());
  return all.length;
}

function readPage(path: string, linked: Map<string, Place>): Page {
  const place = placeOf(path);
  const rendered = render(read(path), (href) => {
    if (isExternal(href)) return href;
    const [, fragment] = href.split('#');
    const target = targetOf(path, href);
    if (target.kind !== 'page') linked.set(target.from, target);
    const anchor = fragment === undefined ? '' : `#${fragment}`;
    return target.from === path && anchor !== ''
      ? anchor
      : `${addressFrom(place.to, target.to)}${anchor}`;
  });
  return { ...rendered, place };
}

/** Brings a file along that a page links to: a picture as it is, a text as a page. */
function bring(into: string, { kind, from, to }: Place, chapters: readonly Chapter[]): void {
  if (kind === 'picture') {
    mkdirSync(dirname(join(into, to)), { recursive: true });
    cpSync(join(top, from), join(into, to));
    return;
  }
  const html = `<h1>${xmlText(from)}</h1>\n<pre class="plain" tabindex="0"><code>${xmlText(read(from))}</code></pre>`;
  write(into, to, page({ title: from, to, html, headings: [] }, chapters));
}

function write(into: string, to: string, text: string): void {
  mkdirSync(dirname(join(into, to)), { recursive: true });
  writeFileSync(join(into, to), text);
}
