import type { Schemas } from '../api/client';

const day = (n: number) => new Date(Date.UTC(2026, 7, 1 + n)).toISOString().slice(0, 10);
const wave = (n: number, salt: number) => Math.abs(Math.sin(n * 0.7 + salt) + Math.sin(n * 0.21 + salt * 2)) / 2;

export const series: Schemas['ReportSeries'] = {
  days: Array.from({ length: 92 }, (_, n) => ({
    day: day(n),
    messages: Math.round(20 + 60 * wave(n, 1)),
    dau: Math.round(4 + 14 * wave(n, 1)),
    mau30: Math.round(30 + Math.min(n, 30) + 8 * wave(n, 2)),
    joins: Math.round(4 * wave(n, 3)),
    leaves: Math.round(2 * wave(n, 4)),
  })),
  cohorts: {
    unit: 'week',
    rows: Array.from({ length: 12 }, (_, row) => ({
      start: day(row * 7),
      size: 6 + ((row * 5) % 11),
      active: Array.from({ length: 13 - row }, (_, week) =>
        week === 0 ? 1 : Math.max(0, 0.62 / Math.sqrt(week) - 0.05 * wave(row, week)),
      ),
    })),
  },
  lorenz: Array.from({ length: 51 }, (_, n) => ({ speakers: n / 50, messages: (n / 50) ** 3.4 })),
  newcomers: [
    { month: '2026-08', newcomers: 41, replied_24h: 18 },
    { month: '2026-09', newcomers: 33, replied_24h: 12 },
    { month: '2026-10', newcomers: 29, replied_24h: 14 },
  ],
  hours: Array.from({ length: 7 }, (_, weekday) =>
    Array.from({ length: 24 }, (_, hour) => ({
      weekday: weekday + 1,
      hour,
      messages: Math.round(30 * wave(hour, weekday / 9) * (hour > 7 ? 1 : 0.1)),
    })),
  )
    .flat()
    .filter((cell) => cell.messages > 0),
  graph: {
    nodes: Array.from({ length: 24 }, (_, n) => ({
      id: String(101 + n),
      name: ['Ana', 'Bo', 'Chen', 'Dai', 'Eva', 'Fang'][n % 6] + (n > 5 ? n : ''),
      messages: Math.round(400 / (n + 1)),
      partners: 12 - (n % 12),
    })),
    edges: Array.from({ length: 40 }, (_, n) => ({
      from: String(101 + (n % 8)),
      to: String(101 + ((n * 7 + 3) % 24)),
      messages: 1 + (n % 9),
    })).filter((edge) => edge.from !== edge.to),
  },
};

export const report: Schemas['Report'] = {
  group: { id: '11', name: '河畔一群' },
  zone: 'Asia/Shanghai',
  cohort: 'message',
  first_day: day(0),
  last_day: day(91),
  span_days: 92,
  messages: 4212,
  bot_messages: 118,
  joins: 120,
  leaves: 31,
  speakers: 103,
  joiners: 118,
  lurkers: 22,
  active_days: 92,
  mean_dau: 11.4,
  mean_mau30: 52.1,
  stickiness: 0.219,
  one_message_members: 17,
  one_day_members: 29,
  last_active_day: day(91),
  silent_days_at_end: 0,
  longest_silence_days: 1,
  messages_last30: 1320,
  messages_last90: 4120,
  speakers_last30: 48,
  top20_share: 0.78,
  members_for_80pct: 23,
  gini: 0.71,
  retention: {
    D1: { base: 101, exact: 0.31, rolling: 0.66 },
    D7: { base: 97, exact: 0.22, rolling: 0.55 },
    D30: { base: 74, exact: 0.11, rolling: 0.38 },
    W1: { base: 97, window: 0.44 },
    W4: { base: 76, window: 0.27 },
  },
  newcomers: { base: 74, replied_24h: 31, share: 0.419, rolling_d30_replied: 0.58, rolling_d30_not: 0.23 },
  graph: { nodes: 71, edges: 412, directed_messages: 1330, reciprocity: 0.52, density: 0.083, max_in: 39, max_out: 34 },
  questions: 388,
  answer_rate: 0.64,
  median_answer_minutes: 7.5,
  findings: [
    {
      code: 'newcomers_unanswered',
      severity: 'warning',
      params: {},
      text: '58% 的新人没有得到任何回应；得到回应的人留下来的可能是其余的 2.5 倍。',
      next_step: '打开新人提醒，让管理员在 24 小时内回应',
      rule: 'newcomers.share < 0.5',
    },
    {
      code: 'few_carry_all',
      severity: 'note',
      params: {},
      text: '前 20% 的发言者说了 78% 的话。',
      next_step: null,
      rule: 'top20_share > 0.75',
    },
  ],
  forecast: {
    dead: false,
    score: 0.04,
    horizon_days: 60,
    max_messages: 2,
    method: '逻辑回归，留一群交叉验证',
    reasons: [
      {
        feature: 'active_days_180',
        value: 160,
        usual: 8.4,
        effect: -1.9,
        text: '近 180 天里有 160 天有人说话，训练所用的群通常是 8.4 天。这一点偏向继续活着。',
      },
    ],
  },
};
