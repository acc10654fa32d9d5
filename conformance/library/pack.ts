import { execFileSync } from 'node:child_process';
import { cpSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import packageJson from '../../package.json' with { type: 'json' };

const top = resolve(import.meta.dirname, '../..');
const dist = join(top, 'dist/package');

/** What is read as it stands, and not compiled. */
const readAsItIs = /\.(py|yaml|json)$/;
const ofTools = /(^|\/)tsconfig\.json$/;

/** What the package says of itself: as here, with what is compiled, and without what only builds and tests it. */
function manifest() {
  const { name, version, description, license, type, dependencies, devDependencies } = packageJson;
  const entry = (path: string) => ({ types: `./${path}.d.ts`, default: `./${path}.js` });
  return {
    ...{ name, version, description, license, type },
    engines: { node: '>=24' },
    bin: { [name]: 'cli.js' },
    exports: {
      '.': entry('conformance/library/index'),
      './vitest': entry('conformance/library/vitest'),
      './package.json': './package.json',
    },
    dependencies,
    peerDependencies: { vitest: devDependencies.vitest.replace(/^(\d+).*$/, '>=$1') },
    peerDependenciesMeta: { vitest: { optional: true } },
  };
}

/** Makes the package in `dist/package`, as a folder. Node runs no TypeScript below `node_modules`: it is compiled. */
function build(): void {
  rmSync(dist, { recursive: true, force: true });
  const tsc = join(top, 'node_modules/typescript/bin/tsc');
  execFileSync(process.execPath, [tsc, '-p', join(import.meta.dirname, 'tsconfig.json')], {
    stdio: 'inherit',
  });
  for (const folder of ['conformance', 'scenarios']) {
    for (const file of readdirSync(join(top, folder), { recursive: true, encoding: 'utf8' })) {
      if (!readAsItIs.test(file) || ofTools.test(file)) continue;
      cpSync(join(top, folder, file), join(dist, folder, file));
    }
  }
  const look = join(dist, 'reports/html/ready');
  execFileSync(process.execPath, [join(top, 'reports/html/build-write.ts'), look]);
  for (const file of ['README.md', 'LICENSE']) cpSync(join(top, file), join(dist, file));
  writeFileSync(join(dist, 'package.json'), `${JSON.stringify(manifest(), null, 2)}\n`);
}

build();
const [into = top] = process.argv.slice(2);
const packed = execFileSync('npm', ['pack', dist, '--json', '--pack-destination', into], {
  encoding: 'utf8',
});
process.stdout.write(packed);
