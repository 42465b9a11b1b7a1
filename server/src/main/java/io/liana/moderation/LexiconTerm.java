package io.liana.moderation;

/**
 * A word to look for.
 *
 * @param word as an operator would write it; it is folded like the messages are
 * @param category finer name the rules can refer to
 * @param level what a hit amounts to
 */
public record LexiconTerm(String word, String category, Finding.Level level) {}
