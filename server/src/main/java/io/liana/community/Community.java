package io.liana.community;

import io.liana.kernel.CommunityId;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Groups run under one charter.
 *
 * @param zone whose calendar days and hours count
 * @param quietFrom start of the quiet hours in {@code zone}; null together with {@code quietUntil}
 *     for none
 */
public record Community(
    CommunityId id,
    String name,
    ZoneId zone,
    String goal,
    String charter,
    @Nullable LocalTime quietFrom,
    @Nullable LocalTime quietUntil,
    CommunityStage stage,
    Instant createdAt) {

  private static final Set<String> CHINESE_ZONES =
      Set.of(
          "Asia/Shanghai",
          "Asia/Chongqing",
          "Asia/Urumqi",
          "Asia/Hong_Kong",
          "Asia/Macau",
          "Asia/Taipei");

  /**
   * Whether its members most likely read Chinese, so that what is suggested to it is in Chinese.
   */
  public boolean readsChinese() {
    return CHINESE_ZONES.contains(zone.getId())
        || name.codePoints()
            .anyMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN);
  }

  /** The end of the quiet hours {@code at} falls into; null when it falls into none. */
  public @Nullable Instant quietUntil(Instant at) {
    if (quietFrom == null || quietUntil == null || quietFrom.equals(quietUntil)) {
      return null;
    }
    var local = at.atZone(zone);
    LocalTime time = local.toLocalTime();
    boolean overMidnight = quietFrom.isAfter(quietUntil);
    boolean quiet =
        overMidnight
            ? !time.isBefore(quietFrom) || time.isBefore(quietUntil)
            : !time.isBefore(quietFrom) && time.isBefore(quietUntil);
    if (!quiet) {
      return null;
    }
    boolean endsTomorrow = overMidnight && !time.isBefore(quietFrom);
    return local
        .toLocalDate()
        .plusDays(endsTomorrow ? 1 : 0)
        .atTime(quietUntil)
        .atZone(zone)
        .toInstant();
  }

  /** Which of its properties an operator changed; for the journal, so no values. */
  static List<String> differences(Community before, Community after) {
    return Stream.of(
            changed("name", before.name, after.name),
            changed("zone", before.zone, after.zone),
            changed("goal", before.goal, after.goal),
            changed("charter", before.charter, after.charter),
            changed(
                "quiet_hours",
                Arrays.asList(before.quietFrom, before.quietUntil),
                Arrays.asList(after.quietFrom, after.quietUntil)),
            changed("stage", before.stage, after.stage))
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<String> changed(String property, Object before, Object after) {
    return before.equals(after) ? Optional.empty() : Optional.of(property);
  }
}
