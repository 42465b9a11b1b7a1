import type { Schemas } from '../api/client';

export type Document = Schemas['GateDocument'];
export type Gate = Schemas['Gate'];
export type Question = Schemas['GateQuestion'];

export const GATES = ['form', 'application', 'quiz', 'membership', 'invite', 'follow', 'fee'] as const;
export const QUESTIONS = [
  'text',
  'long_text',
  'one',
  'many',
  'phone',
  'date',
  'birthday',
  'region',
  'consent',
  'upload',
] as const;
export const CHOICES: readonly string[] = ['one', 'many'];

export interface QuestionFields {
  key: string;
  kind: Question['kind'];
  label: string;
  hint?: string | null;
  required: boolean;
  arms?: string[];
  options?: string;
  whenQuestion?: string | null;
  whenIs?: string[];
}
export interface ItemFields {
  text: string;
  options: string;
  right: string[];
}
export interface GateFields {
  kind: Gate['kind'];
  key: string;
  title: string;
  arms?: string[];
  questions?: QuestionFields[];
  items?: ItemFields[];
  pass?: number;
  tries?: number;
  friends?: number;
  account?: string;
  picture?: string | null;
  yuan?: number;
}
export type Variant = NonNullable<Document['variants']>[number];
export interface PageFields {
  name: string;
  closed: boolean;
  title: string;
  text: string;
  picture?: string | null;
  combine: Document['combine'];
  captcha: boolean;
  gates: GateFields[];
  variants?: Variant[];
}

export const lines = (text: string | undefined) => [
  ...new Set(
    (text ?? '')
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line),
  ),
];

/** A key nobody else has; keys stay as long as the page lives, answers stand under them. */
export function freshKey(letter: string, taken: (string | undefined)[]): string {
  let next = 1;
  while (taken.includes(`${letter}${next}`)) next++;
  return `${letter}${next}`;
}

function question({ whenQuestion, whenIs, options, ...rest }: QuestionFields): Question {
  return {
    ...rest,
    hint: rest.hint || null,
    options: CHOICES.includes(rest.kind) ? lines(options) : [],
    when: whenQuestion ? { question: whenQuestion, is: whenIs ?? [] } : null,
  };
}

function gate(fields: GateFields): Gate {
  const { kind, key, title, arms } = fields;
  const head = { kind, key, title, arms };
  switch (kind) {
    case 'form':
    case 'application':
      return { ...head, questions: (fields.questions ?? []).map(question) };
    case 'quiz':
      return {
        ...head,
        pass: fields.pass ?? 1,
        tries: fields.tries ?? 0,
        items: (fields.items ?? []).map((item) => {
          const options = lines(item?.options);
          const right = (item?.right ?? []).map((one) => options.indexOf(one)).filter((place) => place >= 0);
          return { text: item?.text ?? '', options, right };
        }),
      };
    case 'membership':
      return head;
    case 'invite':
      return { ...head, friends: fields.friends ?? 1 };
    case 'follow':
      return { ...head, account: fields.account ?? '', picture: fields.picture || null };
    case 'fee':
      return { ...head, amount: Math.round((fields.yuan ?? 0) * 100) };
  }
}

export function documentOf(fields: PageFields): Document {
  return {
    title: fields.title,
    text: fields.text ?? '',
    picture: fields.picture || null,
    combine: fields.combine,
    captcha: fields.captcha,
    gates: (fields.gates ?? []).map(gate),
    variants: (fields.variants ?? []).map((one) => ({ ...one, text: one.text ?? '' })),
  };
}

/** Every arm that decides something there. */
export function armsOf({ gates, variants }: Document): string[] {
  const parts = [...(variants ?? []), ...gates, ...gates.flatMap((one) => one.questions ?? [])];
  return [...new Set(parts.flatMap((one) => one.arms ?? []))];
}

export function fieldsOf({ name, closed, document }: Schemas['GatePage']): PageFields {
  return {
    name,
    closed,
    title: document.title,
    text: document.text,
    picture: document.picture,
    combine: document.combine,
    captcha: document.captcha,
    variants: document.variants,
    gates: document.gates.map((one) => ({
      kind: one.kind,
      key: one.key,
      title: one.title,
      arms: one.arms,
      pass: one.pass,
      tries: one.tries,
      friends: one.friends,
      account: one.account,
      picture: one.picture,
      yuan: one.amount === undefined ? undefined : one.amount / 100,
      questions: one.questions?.map(({ when, options, ...rest }) => ({
        ...rest,
        options: (options ?? []).join('\n'),
        whenQuestion: when?.question ?? null,
        whenIs: when?.is ?? [],
      })),
      items: one.items?.map(({ text, options, right }) => ({
        text,
        options: options.join('\n'),
        right: right.map((place) => options[place]!),
      })),
    })),
  };
}

export const FRESH: PageFields = {
  name: '',
  closed: false,
  title: '',
  text: '',
  picture: null,
  combine: 'all',
  captcha: true,
  gates: [],
};
