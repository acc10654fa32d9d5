/** Tells for how long something has been so without a break; less than 0 while it is not. */
export function spell(): (so: boolean, now: number) => number {
  let since = Number.POSITIVE_INFINITY;
  return (so, now) => {
    since = so ? Math.min(since, now) : Number.POSITIVE_INFINITY;
    return now - since;
  };
}
