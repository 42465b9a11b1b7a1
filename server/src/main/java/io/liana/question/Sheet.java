package io.liana.question;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An answer as tables, in the rows in which the console exports it.
 *
 * @param from first day looked at; null where a question has no days
 * @param few fewer than 30 people: a share is an impression only
 * @param more rows were left out
 */
public record Sheet(
    @Nullable LocalDate from, @Nullable LocalDate to, List<Part> parts, boolean few, boolean more) {
  public static final int FEW = 30;

  public record Part(List<String> heading, List<List<@Nullable Object>> rows) {}

  static Sheet of(LocalDate from, LocalDate to, boolean few, Part... parts) {
    return new Sheet(from, to, List.of(parts), few, false);
  }

  public int rows() {
    return parts.stream().mapToInt(part -> part.rows().size()).sum();
  }
}
