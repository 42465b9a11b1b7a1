package io.liana.channel.history;

import io.liana.kernel.Problem;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An export may hold several chats, an import goes into one group: with several, the caller has to
 * say which.
 */
final class SeveralChats {
  private final String file;
  private final @Nullable String wanted;
  private final Set<String> seen = new LinkedHashSet<>();
  private boolean inside = true;

  SeveralChats(String file, @Nullable String wanted) {
    this.file = file;
    this.wanted = wanted;
  }

  void see(String chat) {
    seen.add(chat);
  }

  void decide() {
    if (wanted != null && !seen.isEmpty() && !seen.contains(wanted)) {
      throw Problem.invalid(
          "chat_missing",
          "%s has no chat '%s'; it has %s.".formatted(file, wanted, list()),
          Map.of("file", file, "chats", new ArrayList<>(seen)));
    }
    if (wanted == null && seen.size() > 1) {
      throw Problem.invalid(
          "several_chats",
          "%s holds %d chats: %s. Say which with --chat NAME.".formatted(file, seen.size(), list()),
          Map.of("file", file, "chats", new ArrayList<>(seen)));
    }
  }

  private String list() {
    List<String> first = seen.stream().limit(20).map(chat -> "'" + chat + "'").toList();
    return String.join(", ", first) + (seen.size() > 20 ? ", …" : "");
  }

  boolean isWanted(String chat) {
    return wanted == null || wanted.equals(chat);
  }

  /** From here on the file is about this chat. */
  void enter(String chat) {
    inside = isWanted(chat);
  }

  boolean wanted() {
    return inside;
  }
}
