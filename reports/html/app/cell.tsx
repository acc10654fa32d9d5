/** What is so, and what was so before if that was something else. */
export const Cell = ({
  before,
  after,
  both,
}: {
  before: string;
  after: string;
  both?: boolean;
}) => (
  <td class={before === after ? '' : 'changed'} colSpan={both ? 2 : 1}>
    {before !== after && (
      <>
        <del>{before || '—'}</del> <span aria-hidden="true">→</span>{' '}
      </>
    )}
    <span>{after || '—'}</span>
  </td>
);
