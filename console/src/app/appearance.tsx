import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import { flushSync } from 'react-dom';

export const APPEARANCES = ['system', 'light', 'dark'] as const;
export type Appearance = (typeof APPEARANCES)[number];

const STORED = 'liana.appearance';
const asked = (query: string) => window.matchMedia?.(query) ?? null;

function useMedia(query: string): boolean {
  const [holds, setHolds] = useState(() => asked(query)?.matches ?? false);
  useEffect(() => {
    const media = asked(query);
    const look = () => setHolds(media?.matches ?? false);
    media?.addEventListener('change', look);
    return () => media?.removeEventListener('change', look);
  }, [query]);
  return holds;
}

/** Whether the page is on its way to paper. The browser waits for what is drawn before it lays the sheets out. */
function usePrinting(): boolean {
  const media = useMedia('print');
  const [printing, setPrinting] = useState(false);
  useEffect(() => {
    const begin = () => flushSync(() => setPrinting(true));
    const end = () => setPrinting(false);
    window.addEventListener('beforeprint', begin);
    window.addEventListener('afterprint', end);
    return () => {
      window.removeEventListener('beforeprint', begin);
      window.removeEventListener('afterprint', end);
    };
  }, []);
  return printing || media;
}

interface Look {
  dark: boolean;
  printing: boolean;
  choice: Appearance;
  choose: (choice: Appearance) => void;
}
const Context = createContext<Look>({ dark: false, printing: false, choice: 'system', choose: () => {} });

/** Light or dark, as the reader chose or else the system has it; paper is always light. */
export function AppearanceProvider({ children }: { children: ReactNode }) {
  const [choice, setChoice] = useState<Appearance>(
    () => APPEARANCES.find((one) => one === localStorage.getItem(STORED)) ?? 'system',
  );
  const systemDark = useMedia('(prefers-color-scheme: dark)');
  const printing = usePrinting();
  const dark = !printing && (choice === 'system' ? systemDark : choice === 'dark');
  useEffect(() => {
    document.documentElement.dataset.theme = dark ? 'dark' : 'light';
  }, [dark]);
  const look = useMemo(
    () => ({
      dark,
      printing,
      choice,
      choose: (chosen: Appearance) => {
        localStorage.setItem(STORED, chosen);
        setChoice(chosen);
      },
    }),
    [dark, printing, choice],
  );
  return <Context.Provider value={look}>{children}</Context.Provider>;
}

export const useAppearance = () => useContext(Context);
