import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A module beside another one, by its name without an ending: compiled where that other one is. */
export const moduleBeside = (name: string, url: string): URL =>
  new URL(`./${name}${extname(fileURLToPath(url))}`, url);
