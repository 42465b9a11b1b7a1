package io.liana.channel;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something a person should do in a group of this account, for the connector to bring to whoever
 * can do it there; published in the transaction that makes the task. See {@link
 * Connector#takesCards}.
 *
 * @param key the same wish again replaces the card there was
 * @param group the platform's id
 * @param act what is to be done, as {@link Command#act}, or the code of another kind of task
 * @param who the member it is about
 * @param words what is to be said
 * @param page where the console shows it, below the address of the server; null for one nobody can
 *     open by itself
 */
public record CardWished(
    String key,
    String platform,
    String account,
    String group,
    String groupName,
    String act,
    @Nullable String who,
    @Nullable String words,
    Instant dueAt,
    @Nullable String page) {}
