import type { ReactNode } from 'react';
import { Logo } from '../app/Logo';
import { LanguageButton } from '../app/Shell';
import { useT } from '../i18n';
import './gate.css';

/** The frame of the views outside: set-up and sign-in. */
export function Gate({ children }: { children: ReactNode }) {
  const t = useT();
  return (
    <main className="gate" id="main">
      <div className="gate-box">
        <div className="gate-brand">
          <Logo size={52} />
          <div className="grow">
            <h1>
              Liana <span lang="zh-CN">群藤</span>
            </h1>
            <p>{t('gate.claim')}</p>
          </div>
          <LanguageButton />
        </div>
        <div className="panel">{children}</div>
      </div>
    </main>
  );
}
