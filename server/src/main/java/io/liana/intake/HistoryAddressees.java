package io.liana.intake;

import io.liana.channel.history.HistoryEvent;
import io.liana.channel.history.HistoryPerson;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whom a message is directed at (docs/metrics.md): whom the export itself says it mentions, whoever
 * is called by {@code @Name}, and on IRC whoever is named at the start of the line and has spoken
 * in the group before. Never the one who speaks.
 */
final class HistoryAddressees {
  private static final int LONGEST_NICK = 40;

  private final HistoryImportKeys keys;
  private final boolean byName;
  private final Map<String, String> keyByName = new HashMap<>();
  private final Set<String> haveSpoken;
  private int longestName;

  /**
   * @param everybody the people of the export by the names it shows
   * @param spokeBefore person keys of those who said something in the group before this import
   */
  HistoryAddressees(
      HistoryImportKeys keys,
      boolean byName,
      Map<String, HistoryPerson> everybody,
      Set<String> spokeBefore) {
    this.keys = keys;
    this.byName = byName;
    this.haveSpoken = new HashSet<>(spokeBefore);
    everybody.forEach(this::know);
  }

  private void know(String name, HistoryPerson person) {
    keyByName.put(name, keys.of(person));
    longestName = Math.max(longestName, name.length());
    String digits = name.replaceAll("[^0-9]", "");
    boolean phone = digits.length() >= 7 && name.matches("\\+?[0-9() -]+");
    if (phone) { // WhatsApp mentions a stranger by the bare number
      keyByName.putIfAbsent(digits, keys.of(person));
    }
  }

  List<String> of(HistoryEvent event, @Nullable String speaker) {
    var found = new LinkedHashSet<String>();
    HistoryPerson told = event.target();
    if (told != null) {
      found.add(keys.of(told));
    }
    event.mentions().forEach(person -> found.add(mentioned(person)));
    if (byName) {
      named(event.text(), found);
    } else if (event.text().indexOf('@') >= 0) {
      called(event.text(), found);
    }
    found.remove(speaker);
    return found.isEmpty() ? List.of() : List.copyOf(found);
  }

  /** A mention may have the name only. */
  private String mentioned(HistoryPerson person) {
    String known = person.id() == null ? keyByName.get(person.name()) : null;
    return known == null ? keys.of(person) : known;
  }

  void heard(HistoryEvent event, @Nullable String speaker) {
    if (byName && speaker != null && event.kind().isMessage()) {
      haveSpoken.add(speaker);
    }
  }

  /** {@code NAME: text} or {@code NAME, text}. */
  private void named(String text, Set<String> found) {
    int end = 0;
    while (end < text.length() && end <= LONGEST_NICK && ":, ".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    boolean addresses =
        end > 0
            && end + 1 < text.length()
            && text.charAt(end) != ' '
            && text.charAt(end + 1) == ' ';
    if (addresses) {
      String nick = foldedNick(text.substring(0, end));
      String key = keys.of(new HistoryPerson(nick, nick));
      if (haveSpoken.contains(key)) {
        found.add(key);
      }
    }
  }

  /** As IRC compares nicks: without case and without the _ and ` a second connection gets. */
  private static String foldedNick(String nick) {
    int end = nick.length();
    while (end > 1 && (nick.charAt(end - 1) == '_' || nick.charAt(end - 1) == '`')) {
      end--;
    }
    return nick.substring(0, end).toLowerCase(Locale.ROOT);
  }

  private void called(String text, Set<String> found) {
    for (int at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
      int start = at + 1;
      if (start < text.length()
          && text.charAt(start) == '\u2068') { // WhatsApp puts marks around it
        start++;
      }
      String key = longestNameAt(text, start);
      if (key != null) {
        found.add(key);
      }
    }
  }

  private @Nullable String longestNameAt(String text, int start) {
    int most = Math.min(text.length() - start, longestName);
    for (int length = most; length > 0; length--) {
      int end = start + length;
      boolean wordGoesOn =
          end < text.length() && isWord(text.charAt(end - 1)) && isWord(text.charAt(end));
      String key = wordGoesOn ? null : keyByName.get(text.substring(start, end));
      if (key != null) {
        return key;
      }
    }
    return null;
  }

  private static boolean isWord(char c) {
    return c < 128 && Character.isLetterOrDigit(c);
  }
}
