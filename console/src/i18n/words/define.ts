/** One entry of a catalogue: the Chinese and the English text stand side by side, so neither can be forgotten. */
export type Words = Record<string, readonly [zh: string, en: string]>;

export const define = <const W extends Words>(words: W): W => words;
