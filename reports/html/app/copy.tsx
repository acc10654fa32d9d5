import { useState } from 'preact/hooks';

/** A command to be copied. */
export function Command({ text }: { text: string }) {
  return (
    <div class="command">
      <code>{text}</code>
      <Copy text={text} />
    </div>
  );
}

/** A button that copies a text. */
export function Copy({ text, label = 'Copy' }: { text: string; label?: string }) {
  const [said, setSaid] = useState<string>();
  const copy = async () => {
    setSaid((await copied(text)) ? 'Copied' : 'Select it');
    setTimeout(() => setSaid(undefined), 1500);
  };
  return (
    <button type="button" class="copy" onClick={copy} aria-label={`${label}: ${text}`}>
      <span aria-live="polite">{said ?? label}</span>
    </button>
  );
}

/** Whether a text could be copied: a browser may not let a page do so. */
async function copied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
