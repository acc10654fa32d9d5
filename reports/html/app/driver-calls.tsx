import type { DriverRecord } from '../../../conformance/drivers/record.ts';
import { callText } from '../../call-text.ts';

/** What the driver answered in a step, and what it called in Ceph's libraries meanwhile. */
export function DriverCalls({ record, at }: { record: DriverRecord; at: number }) {
  const step = record.steps[at - 1];
  if (step === undefined) return null;
  const { answer, message, calls = [] } = step;
  return (
    <section class="calls" aria-label="What the driver did">
      <h2>
        The driver answered <code>{answer}</code>
        {calls.length > 0 && `, after ${calls.length} calls of Ceph's libraries`}
      </h2>
      {message !== undefined && <p>{message}</p>}
      {calls.length > 0 && (
        <table>
          <thead>
            <tr>
              <th scope="col">Site</th>
              <th scope="col">Image</th>
              <th scope="col">Call</th>
              <th scope="col">Came to</th>
              <th scope="col" class="end">
                ms
              </th>
            </tr>
          </thead>
          <tbody>
            {calls.map(({ site, image, call, args, value, error, ms }, index) => (
              <tr key={index}>
                <td>{site}</td>
                <td>{image}</td>
                <td>{callText({ call, args })}</td>
                <td class={error === undefined ? '' : 'refused'}>{error ?? shown(value)}</td>
                <td class="end">{ms}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

const shown = (value: unknown): string =>
  value === undefined || value === null ? '' : JSON.stringify(value);
