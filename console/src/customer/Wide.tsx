import type { ReactNode } from 'react';
import './customer.css';

/** What may be wider than the screen: scrolled by finger and by keyboard. */
export function Wide({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div role="group" aria-label={label} tabIndex={0} className="wide">
      {children}
    </div>
  );
}
