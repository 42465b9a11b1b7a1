import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import { client } from '../api/client';
import { catalogue, type Key } from './catalogue';

export type { Key } from './catalogue';
export type Language = 'zh-CN' | 'en';
export type Params = Record<string, unknown>;

const STORED = 'liana.language';

/** `{name}` is filled in; `{n|member|members}` chooses the English singular or plural. */
export function fill(text: string, params: Params, between = ', '): string {
  return text.replace(/\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g, (whole, name: string, one?: string, many?: string) => {
    const value = params[name];
    if (one !== undefined && many !== undefined) return Number(value) === 1 ? one : many;
    if (value === undefined || value === null) return whole;
    return Array.isArray(value) ? value.join(between) : String(value);
  });
}

export function translate(language: Language, key: Key, params: Params = {}): string {
  return fill(catalogue[key][language === 'en' ? 1 : 0], params, language === 'en' ? ', ' : '\u3001');
}

export interface Translate {
  (key: Key, params?: Params): string;
  /** Translates a code the server sent; an unknown one falls back to `otherwise` or the code itself. */
  code: (family: string, code: string, params?: Params, otherwise?: string) => string;
  knows: (key: string) => boolean;
  language: Language;
}

function makeTranslate(language: Language): Translate {
  const t = ((key, params) => translate(language, key, params)) as Translate;
  t.code = (family, code, params, otherwise) => {
    const key = `${family}.${code}`;
    return key in catalogue ? translate(language, key as Key, params) : (otherwise ?? code);
  };
  t.knows = (key) => key in catalogue;
  t.language = language;
  return t;
}

function firstLanguage(): Language {
  const stored = localStorage.getItem(STORED);
  if (stored === 'zh-CN' || stored === 'en') return stored;
  return (navigator.languages?.[0] ?? navigator.language ?? 'zh').toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';
}

const Context = createContext<{ t: Translate; choose: (language: Language) => void }>({
  t: makeTranslate('zh-CN'),
  choose: () => {},
});

export function LanguageProvider({ children, initial }: { children: ReactNode; initial?: Language }) {
  const [language, setLanguage] = useState<Language>(() => initial ?? firstLanguage());
  client.useLanguage(language);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const value = useMemo(
    () => ({
      t: makeTranslate(language),
      choose: (chosen: Language) => {
        localStorage.setItem(STORED, chosen);
        setLanguage(chosen);
      },
    }),
    [language],
  );
  return <Context.Provider value={value}>{children}</Context.Provider>;
}

export const useT = (): Translate => useContext(Context).t;
export const useLanguageChoice = () => useContext(Context).choose;
