import { render } from 'preact';
import { App } from './app.tsx';
import { Payloads, readIndex } from './blocks.ts';

/** Shows the report in the page that holds it. */
async function start(root: Element): Promise<void> {
  const index = await readIndex();
  root.replaceChildren();
  render(<App index={index} payloads={new Payloads(index.chunk)} />, root);
}

const root = document.querySelector('#app');
if (root !== null) {
  start(root).catch((error: unknown) => {
    root.textContent = `This report cannot be read: ${error instanceof Error ? error.message : error}`;
  });
}
