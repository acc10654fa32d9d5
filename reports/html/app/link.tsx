import type { ComponentChildren } from 'preact';
import { type Go, hashOf, type Place } from './place.ts';

type LinkProps = {
  readonly to: Place;
  readonly go: Go;
  readonly children: ComponentChildren;
  readonly title?: string;
  readonly 'aria-current'?: 'page' | undefined;
};

/** A way to another place in the report, as a link that can be copied, and opened elsewhere. */
export const Link = ({ to, go, children, ...rest }: LinkProps) => (
  <a
    href={hashOf(to)}
    onClick={(event) => {
      event.preventDefault();
      go(to);
    }}
    {...rest}
  >
    {children}
  </a>
);
