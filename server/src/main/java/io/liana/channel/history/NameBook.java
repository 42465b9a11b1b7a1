package io.liana.channel.history;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which names an export uses and which ids they belong to. An export tells ids with messages but
 * often only names in sentences like "Bo removed Chen"; this brings them together.
 */
final class NameBook {
  private static final String SEVERAL = "";

  private final Map<String, String> idByName = new HashMap<>();

  void add(String name, @Nullable String id) {
    String before = idByName.putIfAbsent(name, id == null ? SEVERAL : id);
    if (before != null && id != null && !before.equals(id)) {
      idByName.put(name, SEVERAL); // two people of one name: the name alone says nothing
    }
  }

  void addAll(NameBook other) {
    other.idByName.forEach((name, id) -> add(name, id.equals(SEVERAL) ? null : id));
  }

  Set<String> names() {
    return idByName.keySet();
  }

  boolean knows(String name) {
    return idByName.containsKey(name);
  }

  HistoryPerson person(String name) {
    String id = idByName.get(name);
    return new HistoryPerson(name, id == null || id.equals(SEVERAL) ? null : id);
  }
}
