import GithubSlugger from 'github-slugger';
import { Marked, type Tokens } from 'marked';
import { xmlText } from '../../reports/xml.ts';

/** A heading of a page, with the name by which it is linked to. */
export type Heading = { readonly depth: number; readonly text: string; readonly id: string };

/** A page as it is shown. */
export type Rendered = {
  readonly title: string;
  readonly html: string;
  readonly headings: readonly Heading[];
};

/** Makes a page of its text; `lead` says what becomes of the address of a link or a picture. */
export function render(text: string, lead: (href: string) => string): Rendered {
  const slugs = new GithubSlugger();
  const headings: Heading[] = [];
  const marked = new Marked({
    walkTokens: (token) => {
      if (token.type === 'link' || token.type === 'image') token.href = lead(token.href);
    },
    renderer: {
      heading({ depth, tokens }) {
        const html = this.parser.parseInline(tokens);
        const plain = this.parser.parseInline(tokens, this.parser.textRenderer);
        const id = slugs.slug(plain);
        headings.push({ depth, text: plain, id });
        return `<h${depth} id="${id}"><a class="anchor" href="#${id}">${html}</a></h${depth}>\n`;
      },
      code,
      image,
      table(token) {
        return `<div class="table">${new Marked().parser([token])}</div>\n`;
      },
    },
  });
  const html = marked.parse(text, { async: false });
  return { title: headings[0]?.text ?? '', html, headings };
}

/** A picture; it leads to itself, as on a narrow screen it is small. */
const image = ({ href, text }: Tokens.Image): string =>
  `<a class="picture" href="${href}"><img src="${href}" alt="${xmlText(text)}"></a>`;

/** A block of code; in one of a terminal what is typed stands out from what is answered. */
function code({ text, lang }: Tokens.Code): string {
  const [language = ''] = (lang ?? '').split(' ');
  const shown = language === 'console' ? terminal(text) : xmlText(text);
  return `<pre class="${language === '' ? 'plain' : language}" tabindex="0"><code>${shown}\n</code></pre>\n`;
}

function terminal(text: string): string {
  let typing = false;
  const lines = text.split('\n').map((line) => {
    const goesOn = typing;
    const isTyped = line.startsWith('$ ') || goesOn;
    typing = isTyped && /[\\|]$/.test(line);
    return isTyped ? `<b>${xmlText(line)}</b>` : xmlText(line);
  });
  return lines.join('\n');
}
