package io.liana.member;

import io.liana.kernel.MemberId;
import io.liana.kernel.PersonErased;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Somebody asked that a person be forgotten.
 *
 * @param askedBy in the stored form of an actor
 * @param subject null before the person is detached and after everything is done
 * @param inbox the newest event of the inbox when they were detached
 */
record Erasure(
    long id,
    MemberId member,
    String askedBy,
    Instant askedAt,
    String state,
    @Nullable Subject subject,
    @Nullable Instant until,
    long inbox,
    @Nullable Instant doneAt) {

  /** What must still be found; gone when it is. */
  record Subject(List<PersonErased.Known> accounts, Set<String> names) {}
}
