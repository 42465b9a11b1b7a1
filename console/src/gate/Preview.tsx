import { Segmented, Select } from 'antd';
import { useEffect, useState } from 'react';
import { api } from '../api/client';
import { useCommunity } from '../community/community';
import { useArms } from '../experiment/arms';
import { useT } from '../i18n';
import { armsOf, type Document } from './pageForm';

const PAUSE = 400; // somebody is typing

/** The page as a phone shows it: drawn by the server, shown in a frame that may do nothing. */
export function Preview({ document }: { document: Document | null }) {
  const t = useT();
  const community = useCommunity().id;
  const [language, setLanguage] = useState<'zh' | 'en'>(t.language === 'en' ? 'en' : 'zh');
  const [html, setHtml] = useState<string | null>(null);
  const [arm, setArm] = useState<string | null>(null);
  const named = document ? armsOf(document) : [];
  const arms = useArms(['visitor'], named).filter((one) => named.includes(one.value));
  const imagined = arm && named.includes(arm) ? arm : null;
  // Words nobody would read yet: the server refuses them, and nothing would be drawn while they are written.
  const text =
    document &&
    JSON.stringify({ ...document, variants: document.variants?.filter(({ arms, title }) => arms.length > 0 && title) });
  useEffect(() => {
    if (!text) return;
    let over = false;
    const soon = setTimeout(() => {
      api
        .post('/communities/{community}/pages/preview', {
          path: { community },
          body: { document: JSON.parse(text) as Document, language, arms: imagined ? [imagined] : [] },
        })
        .then((drawn) => {
          if (!over) setHtml(drawn.html);
        })
        .catch(() => {}); // not complete yet: the last one that was stays
    }, PAUSE);
    return () => {
      over = true;
      clearTimeout(soon);
    };
  }, [text, community, language, imagined]);
  return (
    <section className="builder-preview" aria-label={t('page.preview')}>
      <div className="row apart">
        <h2>{t('page.preview')}</h2>
        <Segmented
          aria-label={t('page.preview_language')}
          value={language}
          options={[
            { value: 'zh', label: '中文' },
            { value: 'en', label: 'English' },
          ]}
          onChange={setLanguage}
        />
      </div>
      {arms.length > 0 && (
        <Select
          aria-label={t('page.preview_arm')}
          value={imagined ?? ''}
          onChange={(chosen) => setArm(chosen || null)}
          options={[{ value: '', label: t('page.preview_no_arm') }, ...arms]}
        />
      )}
      <p className="hint">{t(html ? 'page.preview_about' : 'page.preview_wait')}</p>
      {html && <iframe title={t('page.preview')} sandbox="" srcDoc={html} className="phone" />}
    </section>
  );
}
