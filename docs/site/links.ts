import { existsSync, statSync } from 'node:fs';
import { join, posix } from 'node:path';

/** The checkout. */
export const top = join(import.meta.dirname, '../..');

/** Where something of the checkout is in the site: as a page, as it stands, or as a page that shows its text. */
export type Place = {
  readonly kind: 'page' | 'picture' | 'source';
  /** Its path in the checkout. */
  readonly from: string;
  /** Its path in the site. */
  readonly to: string;
};

/** Where a file of the checkout is in the site. */
export function placeOf(from: string): Place {
  const inGuide = from.startsWith('docs/') ? from.slice('docs/'.length) : undefined;
  if (inGuide?.endsWith('.md')) {
    const to = inGuide.replace(/(^|\/)README\.md$/, '$1index.md').replace(/\.md$/, '.html');
    return { kind: 'page', from, to };
  }
  if (inGuide !== undefined && /\.(png|svg)$/.test(inGuide))
    return { kind: 'picture', from, to: inGuide };
  return { kind: 'source', from, to: `source/${from}.html` };
}

/** Whether an address leads out of the checkout. */
export const isExternal = (href: string): boolean => /^[a-z]+:/.test(href);

/**
 * What a link of a page leads to; throws where it leads to nothing. `from` is the path of the page in the checkout,
 * `href` the address as it stands there.
 */
export function targetOf(from: string, href: string): Place {
  const [path = ''] = href.split('#');
  const target = path === '' ? from : posix.normalize(posix.join(posix.dirname(from), path));
  const file = join(top, target);
  if (target.startsWith('..') || !existsSync(file)) throw new Error(`${from}: no ${href}`);
  return placeOf(statSync(file).isDirectory() ? posix.join(target, 'README.md') : target);
}

/** The address of a place of the site, as it stands on a page at `page`. */
export const addressFrom = (page: string, to: string): string =>
  posix.relative(posix.dirname(page), to);
