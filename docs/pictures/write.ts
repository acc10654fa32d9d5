import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { draw, pictures } from './pictures.ts';

for (const picture of pictures()) {
  const file = join(import.meta.dirname, picture.file);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, await draw(picture));
  process.stdout.write(`${file}\n`);
}
