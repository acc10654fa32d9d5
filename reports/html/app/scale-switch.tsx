import type { Part } from './app.tsx';

const choices = [
  { toScale: false, text: 'step by step' },
  { toScale: true, text: 'to scale' },
] as const;

/** How time runs in the picture: all moments alike wide, or each as it took. */
export const ScaleSwitch = ({ place, go }: Pick<Part, 'place' | 'go'>) => (
  <fieldset class="scale-switch">
    <legend>Time</legend>
    {choices.map(({ toScale, text }) => (
      <button
        key={text}
        type="button"
        aria-pressed={place.toScale === toScale}
        onClick={() => go({ ...place, toScale })}
      >
        {text}
      </button>
    ))}
  </fieldset>
);
