import { useMemo } from 'react';
import { useT } from '.';

/** Numbers and times as the reader writes them; times in the zone given (the community's). */
export function useFormat(zone?: string) {
  const { language } = useT();
  return useMemo(() => {
    const number = new Intl.NumberFormat(language);
    const decimal = new Intl.NumberFormat(language, { maximumFractionDigits: 2 });
    const yuan = new Intl.NumberFormat(language, {
      style: 'currency',
      currency: 'CNY',
      currencyDisplay: 'narrowSymbol',
    });
    const percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 });
    const unit = (name: 'minute' | 'hour' | 'day') =>
      new Intl.NumberFormat(language, {
        style: 'unit',
        unit: name,
        unitDisplay: language === 'en' ? 'short' : 'long',
        maximumFractionDigits: name === 'minute' ? 1 : 0,
      });
    const [minute, hour, day] = [unit('minute'), unit('hour'), unit('day')];
    const options: Intl.DateTimeFormatOptions = { timeZone: zone, hourCycle: 'h23' };
    const moment = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
      ...options,
      year: 'numeric',
      month: 'short',
      day: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
    });
    const exact = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
      ...options,
      dateStyle: 'medium',
      timeStyle: 'long',
    });
    const clock = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
      ...options,
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    return {
      number: (value: number | null | undefined) =>
        value === null || value === undefined ? '–' : number.format(value),
      decimal: (value: number | null | undefined) =>
        value === null || value === undefined ? '–' : decimal.format(value),
      /** Of 分. */
      money: (fen: number | null | undefined) => (fen === null || fen === undefined ? '–' : yuan.format(fen / 100)),
      percent: (value: number | null | undefined) =>
        value === null || value === undefined ? '–' : percent.format(value),
      /** A span as people say it: 4.5 min, 16 hr 40 min, 3 days 2 hr. */
      minutes: (value: number | null | undefined) => {
        if (value === null || value === undefined) return '–';
        if (value < 60) return minute.format(value);
        const whole = Math.round(value);
        const [days, hours, rest] = [Math.floor(whole / 1440), Math.floor((whole % 1440) / 60), whole % 60];
        const parts =
          days > 0
            ? [day.format(days), hours && hour.format(hours)]
            : [hour.format(hours), rest && minute.format(rest)];
        return parts.filter(Boolean).join(' ');
      },
      moment: (at: string | null | undefined) => (at ? moment.format(new Date(at)) : '–'),
      exact: (at: string) => exact.format(new Date(at)),
      clock: (at: string) => clock.format(new Date(at)),
      bytes: (count: number) =>
        count < 1024
          ? `${count} B`
          : count < 1024 ** 2
            ? `${decimal.format(count / 1024)} KB`
            : `${decimal.format(count / 1024 ** 2)} MB`,
    };
  }, [language, zone]);
}
