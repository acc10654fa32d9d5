type Counts = Readonly<Record<string, number>> & { readonly ok?: number };

type BarsProps = {
  readonly title: string;
  readonly counts: Counts;
  /** What each of them came to. */
  readonly parts?: Readonly<Record<string, Counts>>;
};

/** How often each of some things happened, the most frequent first. */
export function Bars({ title, counts, parts }: BarsProps) {
  const rows = Object.entries(counts).sort(([, one], [, other]) => other - one);
  const otherwise = (name: string) =>
    parts === undefined ? 0 : (counts[name] ?? 0) - (parts[name]?.ok ?? 0);
  const most = Math.max(1, ...rows.map(([, count]) => count));
  return (
    <table class="bars">
      <caption>{title}</caption>
      <tbody>
        {rows.length === 0 && (
          <tr>
            <td>none</td>
          </tr>
        )}
        {rows.map(([name, count]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td class="bar">
              <span style={{ width: `${(100 * (count - otherwise(name))) / most}%` }} />
              {otherwise(name) > 0 && (
                <span style={{ width: `${(100 * otherwise(name)) / most}%` }} />
              )}
            </td>
            <td class="end">{count.toLocaleString('en')}</td>
            {parts && (
              <td class="parts" title={partsText(parts[name] ?? {})}>
                {otherwise(name) > 0 && `${otherwise(name).toLocaleString('en')} not ok`}
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What it came to other than well, the most frequent first. */
const partsText = (counts: Counts): string =>
  Object.entries(counts)
    .filter(([name]) => name !== 'ok')
    .sort(([, one], [, other]) => other - one)
    .map(([name, count]) => `${name} ${count.toLocaleString('en')}`)
    .join(', ');
