package io.liana.moderation;

/** A term found in a text; offsets are those of the original text, end exclusive. */
public record LexiconMatch(LexiconTerm term, int start, int end) {}
