import type { Payload, ReportIndex } from '../data.ts';

const elements = (kind: string): readonly Element[] => [
  ...document.querySelectorAll(`script[data-kind=${kind}]`),
];

async function inflate<Data>(element: Element | undefined): Promise<Data> {
  const bytes = Uint8Array.from(atob(element?.textContent ?? ''), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  return new Response(stream).json();
}

/** Reads what the report shows at once. */
export const readIndex = (): Promise<ReportIndex> => inflate(elements('index')[0]);

/** Reads what the page holds of single runs, as they are looked at. */
export class Payloads {
  readonly #chunks = elements('chunk');
  readonly #read = new Map<number, Promise<readonly Payload[]>>();
  readonly #size: number;

  /** Reads runs of which each block of the page has so many. */
  constructor(size: number) {
    this.#size = size;
  }

  /** One run, by its number; undefined where there is none. */
  async of(number: number): Promise<Payload | undefined> {
    const chunk = Math.floor(number / this.#size);
    const read = this.#read.get(chunk) ?? inflate<readonly Payload[]>(this.#chunks[chunk]);
    this.#read.set(chunk, read);
    return (await read)[number % this.#size];
  }
}
