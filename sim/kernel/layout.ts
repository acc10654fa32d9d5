import { CannotCompile } from './cannot-compile.ts';

/** How a context is packed into 32-bit words, and made of them again. */
export interface Layout<Context> {
  /** How many words one takes. */
  readonly width: number;
  /** @throws RangeError for a value that is outside its field's domain, by the field's name. */
  readonly pack: (context: Context, words: Int32Array) => void;
  /** Makes the context that stands in the words from `from` on; its outputs are the initial ones. */
  readonly unpack: (words: Int32Array, from: number) => Context;
}

/** Where a field of few values is: so many bits of a word. */
type Place = { readonly word: number; readonly shift: number; readonly mask: number };

/**
 * Lays out the contexts of a machine by the domains of their fields (see model/domains.ts). Both functions are generated, so that they read and make objects
 * of one shape, field by field, without a loop.
 */
export function layoutOf<Context extends object>(
  initial: Context,
  domains: object,
): Layout<Context> {
  const codes: Code[] = [];
  const source = new Source(codes);
  const made = source.object(initial, domains, 'context', '');
  const build = new Function(
    'codes',
    `return {
      pack: (context, words) => { ${source.packing()} },
      unpack: (words, from) => (${made}),
    }`,
  );
  const functions: Omit<Layout<Context>, 'width'> = build(codes);
  return { width: source.width, ...functions };
}

/** Values as small numbers. */
interface Code {
  readonly encode: (value: unknown) => number;
  readonly decode: readonly (number | string)[];
}

/** Writes the text of the two functions, field by field. */
class Source {
  /** How many words are taken. */
  width = 0;
  readonly #codes: Code[];
  readonly #parts = new Map<number, string[]>();
  #open: { word: number; used: number } | undefined;

  constructor(codes: Code[]) {
    this.#codes = codes;
  }

  /** The text that makes an object anew; notes how its fields are packed. */
  object(initial: object, domains: object, from: string, path: string): string {
    for (const name of Object.keys(domains)) {
      if (!(name in initial)) throw new CannotCompile(`a domain of ${path}${name}: no such field`);
    }
    const fields = Object.entries(initial).map(([name, value]) => {
      const domain: unknown = Reflect.get(domains, name);
      const read = `${from}[${JSON.stringify(name)}]`;
      return `${JSON.stringify(name)}: ${this.#field(value, domain, read, path + name)}`;
    });
    return `{ ${fields.join(', ')} }`;
  }

  /** The text of all that packs. */
  packing(): string {
    const words = [...this.#parts].map(([word, parts]) => `words[${word}] = ${parts.join(' | ')};`);
    return words.join('\n');
  }

  #field(value: unknown, domain: unknown, read: string, path: string): string {
    if (domain === undefined) return JSON.stringify(value);
    if (domain === 'integer') return this.#integer(read);
    if (Array.isArray(domain)) return this.#few(domain, read, path);
    if (typeof value === 'object' && value !== null && typeof domain === 'object' && domain) {
      return this.object(value, domain, read, `${path}.`);
    }
    throw new CannotCompile(`the domain of ${path}`);
  }

  #integer(read: string): string {
    const word = this.width++;
    this.#parts.set(word, [read]);
    return `words[from + ${word}]`;
  }

  #few(values: readonly (number | string)[], read: string, path: string): string {
    const { word, shift, mask } = this.#place(Math.ceil(Math.log2(values.length)));
    const code = this.#codes.push(codeOf(values, path)) - 1;
    const part = `(codes[${code}].encode(${read}) << ${shift})`;
    this.#parts.set(word, [...(this.#parts.get(word) ?? []), part]);
    return `codes[${code}].decode[(words[from + ${word}] >>> ${shift}) & ${mask}]`;
  }

  #place(bits: number): Place {
    if (this.#open === undefined || this.#open.used + bits > 32) {
      this.#open = { word: this.width++, used: 0 };
    }
    const { word, used } = this.#open;
    this.#open.used += bits;
    return { word, shift: used, mask: 2 ** bits - 1 };
  }
}

function codeOf(values: readonly (number | string)[], path: string): Code {
  const numbers = new Map<unknown, number>(values.map((value, index) => [value, index]));
  const refuse = (value: unknown): never => {
    throw new RangeError(`${path} is ${String(value)}: not one of ${values.join(', ')}`);
  };
  return { encode: (value) => numbers.get(value) ?? refuse(value), decode: values };
}
