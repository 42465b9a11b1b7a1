package io.liana.member;

import org.jspecify.annotations.Nullable;

/**
 * Who did something, as shown beside it.
 *
 * @param kind operator, member or machine
 * @param id null for a machine
 */
public record ActorRef(String kind, @Nullable String id, @Nullable String name) {}
