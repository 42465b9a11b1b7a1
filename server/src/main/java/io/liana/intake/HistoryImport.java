package io.liana.intake;

import io.liana.channel.history.DateOrder;
import io.liana.channel.history.HistoryFormat;
import io.liana.channel.history.HistoryOptions;
import io.liana.kernel.CommunityId;
import io.liana.kernel.GroupId;
import io.liana.kernel.Problem;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One import of an exported history.
 *
 * @param group null while the group is still to be made
 * @param actor who asked, as the journal writes it
 * @param folder where the uploaded files lie
 * @param read bytes, of {@code total}
 * @param events found so far; {@code written} of them gone into the archive
 * @param question what it has to be told before it can go on; null otherwise
 */
record HistoryImport(
    long id,
    State state,
    boolean dryRun,
    @Nullable GroupId group,
    String groupName,
    @Nullable CommunityId community,
    String actor,
    Instant createdAt,
    @Nullable Instant finishedAt,
    String folder,
    List<UploadedFile> files,
    Options options,
    long read,
    long total,
    long events,
    long written,
    @Nullable JsonNode summary,
    JsonNode preview,
    JsonNode unreadable,
    long unreadableCount,
    @Nullable JsonNode question,
    @Nullable JsonNode problem) {

  enum State {
    QUEUED,
    READING,
    PREVIEWED,
    NEEDS_ANSWER,
    WRITING,
    DONE,
    FAILED,
    CANCELLED;

    String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    boolean waits() {
      return this == PREVIEWED || this == NEEDS_ANSWER;
    }

    boolean isOver() {
      return this == DONE || this == FAILED || this == CANCELLED;
    }
  }

  /**
   * @param stored its name in the folder
   */
  record UploadedFile(String name, long bytes, String stored) {}

  /** What the caller knows about the export; null and "auto" mean: find out. */
  record Options(
      @Nullable String format,
      @Nullable String zone,
      @Nullable String dateOrder,
      @Nullable String chat,
      @Nullable String bots) {

    /** Throws the {@link Problem} of whatever is not an option. */
    HistoryOptions reading(ZoneId usualZone) {
      String order = given(dateOrder);
      String known = given(format);
      return new HistoryOptions(
          known == null ? null : HistoryFormat.of(known),
          zoneOr(usualZone),
          order == null ? null : DateOrder.of(order),
          given(chat));
    }

    ZoneId zoneOr(ZoneId usual) {
      String named = given(zone);
      try {
        return named == null ? usual : ZoneId.of(named);
      } catch (DateTimeException e) {
        throw Problem.invalid(
            "zone_unknown",
            "There is no time zone '%s'; use one like Asia/Shanghai.".formatted(named),
            Map.of("zone", String.valueOf(named)));
      }
    }

    Set<String> botNames() {
      return bots == null
          ? Set.of()
          : bots.lines()
              .map(String::strip)
              .filter(name -> !name.isEmpty())
              .collect(Collectors.toSet());
    }

    private static @Nullable String given(@Nullable String value) {
      return value == null || value.isBlank() || value.equals("auto") ? null : value.strip();
    }
  }
}
