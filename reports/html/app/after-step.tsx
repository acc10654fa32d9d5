/** After what a state is the state; at the start there is nothing before it. */
export function AfterStep({ text }: { readonly text: string | undefined }) {
  if (text === undefined) return <h2>At the start</h2>;
  return (
    <h2>
      After <code>{text}</code>
    </h2>
  );
}
