import type { Child, FC } from 'hono/jsx';
import { type Place, pathOf } from '../places.ts';
import { usePage } from './page.ts';

interface LinkProps {
  readonly to: Place;
  readonly anchor?: string;
  readonly class?: string;
  readonly lang?: string;
  readonly 'aria-current'?: 'page';
  readonly children?: Child;
}

/** A link within the page: a real address, followed without losing what was typed. */
export const Link: FC<LinkProps> = ({ to, anchor, children, ...rest }) => {
  const { state, act } = usePage();
  const hash = anchor === undefined ? '' : `#${encodeURIComponent(anchor)}`;
  return (
    <a
      {...rest}
      href={`${pathOf(to, state.language)}${hash}`}
      onClick={(event: MouseEvent) => {
        if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
        event.preventDefault();
        act.go(to, anchor);
      }}
    >
      {children}
    </a>
  );
};
