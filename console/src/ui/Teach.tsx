import { Typography } from 'antd';
import type { ReactNode } from 'react';

/** An empty state that teaches: what would be here, and what to do so that something is. */
export function Teach({ title, children, actions }: { title: string; children?: ReactNode; actions?: ReactNode }) {
  return (
    <div className="teach">
      <svg viewBox="0 0 64 64" width="64" height="64" aria-hidden="true">
        <path
          d="M14 58C10 40 20 32 32 28S50 16 49 6"
          fill="none"
          stroke="#9cc5ab"
          strokeWidth="3"
          strokeLinecap="round"
        />
        <path d="M31 29C19 30 12 23 13 13c10 0 17 5 18 16Z" fill="#d3eadb" />
        <path d="M25 40c12-7 22-5 27 4-9 7-20 6-27-4Z" fill="#b5dcc3" />
      </svg>
      <Typography.Title level={2}>{title}</Typography.Title>
      {children && <Typography.Paragraph type="secondary">{children}</Typography.Paragraph>}
      {actions && <div className="teach-actions">{actions}</div>}
    </div>
  );
}
