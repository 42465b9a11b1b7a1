package io.liana.segment;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What may be asked of a person, and where it stands in the facts.
 *
 * @param people a relation with one row each, and in it {@code member_id}
 * @param traits by name, in the order to be shown
 */
record Fields(String people, Map<String, Field> traits, Map<String, Listed> lists) {

  enum Kind {
    NUMBER,
    WORD,
    /** One of a closed set, with words in the console. */
    CODE,
    TIME
  }

  /**
   * @param column of times: milliseconds since 1970
   * @param known of a code; otherwise empty
   */
  record Field(Kind kind, String column, List<String> known) {
    static Field of(Kind kind, String column) {
      return new Field(kind, column, List.of());
    }
  }

  /**
   * @param all a relation, and in it {@code member_id}, never null; lists of the same relation are
   *     told apart by the test
   * @param test which of them are on the list
   * @param at the column of the time; null where there is none
   * @param seq the order of those of the same instant; null where none follows another
   */
  record Listed(
      String all,
      String test,
      @Nullable String at,
      @Nullable String seq,
      Map<String, Field> fields) {
    Listed(String from, @Nullable String at, Map<String, Field> fields) {
      this(from, "", at, null, fields);
    }

    String from() {
      return test.isEmpty() ? all : "(select * from %s where %s) l".formatted(all, test);
    }
  }
}
