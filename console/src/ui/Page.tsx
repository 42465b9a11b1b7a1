import { Typography } from 'antd';
import { useEffect, type ReactNode } from 'react';

/** The frame of every view: one heading, one sentence that says what the view is for, its actions at the right. */
export function Page({
  title,
  about,
  actions,
  back,
  children,
}: {
  title: string;
  about?: ReactNode;
  actions?: ReactNode;
  back?: ReactNode;
  children: ReactNode;
}) {
  useEffect(() => {
    document.title = `${title} · Liana 群藤`;
  }, [title]);
  return (
    <div className="page">
      {back && <div className="page-back">{back}</div>}
      <div className="page-head">
        <div className="page-title">
          <Typography.Title level={1}>{title}</Typography.Title>
          {about && <Typography.Paragraph type="secondary">{about}</Typography.Paragraph>}
        </div>
        {actions && <div className="page-actions">{actions}</div>}
      </div>
      {children}
    </div>
  );
}
