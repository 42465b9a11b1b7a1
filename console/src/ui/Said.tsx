import { Button } from 'antd';
import { useState } from 'react';
import { useT } from '../i18n';

const LONG = 600; // characters; about twelve lines of the conversation
const TALL = 12; // lines

/** What a person wrote: inert, in its own direction, and never taller than the screen unless asked. */
export function Said({ text, className = '' }: { text: string; className?: string }) {
  const t = useT();
  const [whole, setWhole] = useState(false);
  const long = text.length > LONG || text.split('\n', TALL + 1).length > TALL;
  return (
    <>
      <div className={`said ${long && !whole ? 'said-long' : ''} ${className}`} dir="auto">
        {text}
      </div>
      {long && (
        <Button type="link" size="small" className="said-more" aria-expanded={whole} onClick={() => setWhole(!whole)}>
          {t(whole ? 'common.show_less' : 'common.show_all')}
        </Button>
      )}
    </>
  );
}
