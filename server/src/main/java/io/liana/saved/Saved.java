package io.liana.saved;

import io.liana.kernel.Actor;
import io.liana.kernel.CommunityId;
import java.time.Instant;
import tools.jackson.databind.JsonNode;

/**
 * @param address what the page holds behind its ?
 * @param question what the endpoint of its kind is asked
 */
record Saved(
    long id,
    CommunityId community,
    String name,
    Kind kind,
    String address,
    JsonNode question,
    Actor madeBy,
    int version,
    Instant changedAt) {}
