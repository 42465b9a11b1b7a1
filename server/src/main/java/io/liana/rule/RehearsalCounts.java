package io.liana.rule;

/**
 * What a rule set would have done, all of it; the list of members may be cut, these are not.
 *
 * @param recalled messages; @param warned, muted, removed and members are members
 * @param recorded violations an audit rule only recorded
 * @param approved join requests; so are refused, and left to a person
 */
record RehearsalCounts(
    int greeted,
    int answered,
    int recalled,
    int warned,
    int muted,
    int removed,
    int recorded,
    int approved,
    int refused,
    int left,
    int members) {}
