import type { Sentence } from '../../explain/explain.ts';

/** Why a run failed: what was wrong, and which writes are lost, stand out. Nothing where there is nothing to tell. */
export const Explained = ({ sentences = [] }: { sentences?: readonly Sentence[] | undefined }) =>
  sentences.length > 0 && (
    <p class="explained">
      {sentences.map((sentence) => (
        <Told key={sentence.text} {...sentence} />
      ))}
    </p>
  );

function Told({ of, text }: Sentence) {
  const Part = ({ what: 'strong', lost: 'mark', why: 'span' } as const)[of];
  return (
    <>
      <Part>{text}</Part>{' '}
    </>
  );
}
