package io.liana.scorecard;

/**
 * What one member did in a group in four weeks, as far as roles ask.
 *
 * @param messages in the four weeks, on {@code days} of them
 * @param addressers distinct members who addressed them, with {@code addressed} messages
 * @param answers questions they were the first to answer within a day, of {@code askers} people
 * @param answerLength median of those answers, in characters; 0 without one
 * @param newcomers they addressed within thirty days of the newcomer's first message, with {@code
 *     welcomes} messages; 0 for who is a newcomer too
 * @param links messages with a link, on {@code linkDays} days; {@code echoed} of them were followed
 *     within a day by a message to their author
 * @param begun conversations they began that {@code followers} members in all joined
 * @param acts for the group, on {@code actDays} days
 * @param earlier messages in the eight weeks before the last two, on {@code earlierDays} days
 * @param lately messages in the last two weeks
 */
record Conduct(
    long member,
    int messages,
    int days,
    int addressers,
    int addressed,
    int answers,
    int askers,
    double answerLength,
    int newcomers,
    int welcomes,
    int links,
    int linkDays,
    int echoed,
    int begun,
    int followers,
    int acts,
    int actDays,
    int earlier,
    int earlierDays,
    int lately) {}
