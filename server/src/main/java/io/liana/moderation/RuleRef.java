package io.liana.moderation;

/**
 * The rule something was done by.
 *
 * @param name as it was called then; rules may be renamed
 * @param version of the community's rule set
 */
public record RuleRef(String key, String name, int version) {}
