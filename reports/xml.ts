const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

/** What XML 1.0 cannot hold at all, not even escaped. */
const impossible = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;

const possible = (text: string): string => text.replaceAll(impossible, '\u{fffd}');

/** Text between tags. */
export const xmlText = (text: string): string =>
  possible(text).replaceAll(/[&<>\r]/g, (character) => entities[character] ?? character);

/** Attributes of a tag, each with a space before it. */
export const xmlAttributes = (attributes: Readonly<Record<string, string | number>>): string =>
  Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${attributeText(String(value))}"`)
    .join('');

const attributeText = (text: string): string =>
  possible(text).replaceAll(/[&<>"\t\n\r]/g, (character) => entities[character] ?? character);
