import type { Done } from './done.ts';
import type { Answered } from './driver.ts';
import type { OwedCode } from './obligations.ts';
import type { LibraryCall, Method } from './protocol.ts';
import { always, foundOf } from './request-codes.ts';

/** What a request came to by what its driver answered, and called meanwhile. */
export function doneOf<Name extends Method>(
  method: Name,
  came: Answered<Name>,
  calls: readonly LibraryCall[],
): Done {
  const told = { atStake: always, ...(calls.length > 0 && { calls }) };
  if (came.kind === 'ok') return { answer: 'ok', found: [], ...told };
  const { message } = came;
  if (came.kind === 'refused') return { answer: came.class, message, found: [], ...told };
  if (came.kind === 'unmodelled')
    return { answer: 'ENOSYS', found: [], unmodelled: message, ...told };
  return { answer: came.kind, message, found: [foundOf(method, came)], ...told };
}

/** The same; where all is `well`, a refusal is one without a reason, and found wanting. `what` tells it apart. */
export function owedOf<Name extends Method>(
  done: Done,
  method: Name,
  came: Answered<Name>,
  { well, what }: { readonly well: boolean; readonly what: string },
): Done {
  if (!well) return done;
  const atStake: readonly OwedCode[] = [...always, 'works-when-all-is-well'];
  if (came.kind !== 'refused') return { ...done, atStake };
  const refused = {
    code: 'works-when-all-is-well',
    aspect: `${method} ${what}: ${came.class}`,
    saw: `nothing is the matter, and ${method} is refused: ${came.message}`,
  } as const;
  return { ...done, atStake, found: [...done.found, refused] };
}
