package io.liana.simulate.wecom;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One 群发 on the phones of staff. */
final class MassTask {
  static final int NOT_SENT = 0;
  static final int SENT = 1;
  static final int NOT_FRIEND = 2;
  static final int OVER_QUOTA = 3;

  /** What one member of staff has to tap. */
  static final class Hand {
    final Map<String, Integer> targets = new LinkedHashMap<>(); // status by target
    @Nullable Instant tapped;
  }

  final String id;
  final boolean group;
  final String text;
  final Instant made;
  final Instant readable;
  final boolean personal;
  final Map<String, Hand> hands = new LinkedHashMap<>();
  final List<Instant> reminders = new ArrayList<>();
  boolean cancelled;
  JsonNode attachments = Interface.JSON.createArrayNode();

  MassTask(
      String id, boolean group, String text, Instant made, Instant readable, boolean personal) {
    this.id = id;
    this.group = group;
    this.text = text;
    this.made = made;
    this.readable = readable;
    this.personal = personal;
  }
}
