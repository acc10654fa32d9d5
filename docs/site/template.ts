import { xmlText } from '../../reports/xml.ts';
import { addressFrom } from './links.ts';
import type { Heading } from './markdown.ts';

/** A page as others refer to it: what it is called, and where it is in the site. */
export type Entry = { readonly title: string; readonly to: string };

/** A part of the navigation. */
export type Chapter = { readonly name: string; readonly entries: readonly Entry[] };

/** What a page of the site is made of. */
export type Sheet = Entry & {
  readonly html: string;
  readonly headings: readonly Heading[];
};

/** A whole page: navigation, text, what is on it, and the pages before and after. */
export function page(sheet: Sheet, chapters: readonly Chapter[]): string {
  const { title, to, html, headings } = sheet;
  const entries = chapters.flatMap((chapter) => chapter.entries);
  const at = entries.findIndex((entry) => entry.to === to);
  const address = (target: string) => addressFrom(to, target);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${xmlText(title)} · Splitbrain</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${address('style.css')}">
</head>
<body>
<a class="skip" href="#text">To the text</a>
<header><a href="${address('index.html')}">Splitbrain</a><input type="checkbox" id="menu" aria-label="Contents"><label for="menu" aria-hidden="true">Contents</label>
<nav aria-label="Contents">
${chapters.map((chapter) => chapterOf(chapter, to)).join('\n')}
</nav></header>
<main id="text">
${html}
<footer>${at > 0 ? step('prev', '←', entries[at - 1], to) : ''}${at < 0 ? '' : step('next', '→', entries[at + 1], to)}</footer>
</main>
${contents(headings)}
</body>
</html>
`;
}

/** How many entries a part can have before it is folded, wherever one is not at one of them. */
const most = 12;

function chapterOf({ name, entries }: Chapter, to: string): string {
  const isHere = entries.some((entry) => entry.to === to);
  const items = entries.map((entry) => {
    const current = entry.to === to ? ' aria-current="page"' : '';
    return `<li><a href="${addressFrom(to, entry.to)}"${current}>${xmlText(entry.title)}</a></li>`;
  });
  const open = isHere || entries.length <= most ? ' open' : '';
  return `<details${open}><summary>${xmlText(name)}</summary><ul>${items.join('')}</ul></details>`;
}

const step = (rel: string, arrow: string, entry: Entry | undefined, to: string): string =>
  entry === undefined
    ? ''
    : `<a rel="${rel}" href="${addressFrom(to, entry.to)}"><span aria-hidden="true">${arrow}</span> ${xmlText(entry.title)}</a>`;

function contents(headings: readonly Heading[]): string {
  const second = headings.filter(({ depth }) => depth === 2);
  if (second.length < 2) return '';
  const items = second.map(({ id, text }) => `<li><a href="#${id}">${xmlText(text)}</a></li>`);
  return `<aside aria-label="On this page"><ul>${items.join('')}</ul></aside>`;
}
