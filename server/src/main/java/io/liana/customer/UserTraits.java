package io.liana.customer;

import io.liana.customer.UserStore.Known;
import io.liana.kernel.Given;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What products say of their users, as numbers: a column of numbers is one, a column of words is a
 * 0 or 1 for each word but the commonest. Pure.
 *
 * @param names of the columns of numbers
 * @param rows in the order of the users; null for whom something chosen is unknown of
 */
record UserTraits(List<String> names, List<double @Nullable []> rows) {
  private static final int MOST_WORDS = 20;
  private static final String NUMBER = "[+-]?\\d{1,15}(\\.\\d{1,15})?([eE][+-]?\\d{1,2})?";

  /** Every title somebody has something under. */
  static List<String> offered(List<Known> users) {
    var titles = new TreeSet<String>();
    users.forEach(one -> titles.addAll(one.traits().keySet()));
    return List.copyOf(titles);
  }

  /**
   * @param chosen titles; null for all that are numbers or few words
   * @throws io.liana.kernel.Problem 400 for a chosen one nobody has, or of too many words
   */
  static UserTraits of(List<Known> users, @Nullable List<String> chosen) {
    List<String> offered = offered(users);
    List<String> names = new ArrayList<>();
    List<Function<Known, @Nullable Double>> columns = new ArrayList<>();
    for (String title : chosen == null ? offered : chosen.stream().distinct().toList()) {
      if (!offered.contains(title)) {
        throw Given.wrong("traits", "has '%s', which no user has".formatted(title));
      }
      Map<String, Long> words =
          users.stream()
              .map(one -> one.traits().get(title))
              .filter(Objects::nonNull)
              .collect(Collectors.groupingBy(one -> one, TreeMap::new, Collectors.counting()));
      if (words.keySet().stream().allMatch(one -> one.matches(NUMBER))) {
        names.add(title);
        columns.add(
            one -> {
              String value = one.traits().get(title);
              return value == null ? null : Double.valueOf(value);
            });
      } else if (words.size() <= MOST_WORDS) {
        String commonest =
            words.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
        words.keySet().stream()
            .filter(word -> !word.equals(commonest))
            .sorted(Comparator.naturalOrder())
            .forEach(
                word -> {
                  names.add(title + "=" + word);
                  columns.add(
                      one -> {
                        String value = one.traits().get(title);
                        return value == null ? null : value.equals(word) ? 1.0 : 0.0;
                      });
                });
      } else if (chosen != null) {
        throw Given.wrong("traits", "has '%s', of more than 20 words".formatted(title));
      }
    }
    List<double @Nullable []> rows = new ArrayList<>();
    users.forEach(one -> rows.add(row(one, columns)));
    return new UserTraits(names, rows);
  }

  private static double @Nullable [] row(
      Known user, List<Function<Known, @Nullable Double>> columns) {
    double[] row = new double[columns.size()];
    for (int i = 0; i < row.length; i++) {
      Double value = columns.get(i).apply(user);
      if (value == null) {
        return null;
      }
      row[i] = value;
    }
    return row;
  }
}
