package io.liana.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A made-up season of talk in a reading club, the same every time but for the date it ends. Nobody
 * in it exists.
 */
final class Season {
  private static final int DAYS = 180;
  private static final int PEOPLE = 60;
  private static final String[] NAMES = {
    "Ana", "Bo", "林小满", "周行", "顾盼", "老白", "阿橙", "南风", "一苇", "石头", "青禾", "木子", "叶知秋", "小鹿", "北辰",
    "Mei", "子衿", "云起", "半夏", "拾光"
  };

  private final JsonMapper json;
  private final Instant end;
  private final Random random = new Random(20261122);
  private final List<String> says;
  private final List<Line> season = new ArrayList<>();

  private record Line(Instant at, ObjectNode event) {}

  Season(JsonMapper json, Instant end) {
    this.json = json;
    this.end = end.truncatedTo(ChronoUnit.HOURS);
    this.says = phrases();
  }

  /** In order of time, in the open format. */
  List<String> lines() {
    Instant begin = end.minus(Duration.ofDays(DAYS));
    for (int person = 0; person < PEOPLE; person++) {
      // The founders are there from the start; the others come over the season, fewer and fewer.
      int joined = person < 8 ? 0 : (int) (DAYS * Math.pow(random.nextDouble(), 1.5));
      add(
          begin.plus(Duration.ofDays(joined)).plusSeconds(random.nextInt(36_000)),
          person,
          "join",
          "",
          -1);
      live(begin, person, joined);
    }
    season.sort(Comparator.comparing(Line::at));
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < season.size(); i++) {
      lines.add(season.get(i).event().put("id", "season-" + i).toString());
    }
    return lines;
  }

  /** Few say most: how talkative somebody is falls off with their number. */
  private void live(Instant begin, int person, int joined) {
    double talk = 9.0 / (1 + person) + 0.05;
    int last =
        person < 12 ? DAYS : Math.min(DAYS, joined + (int) (-Math.log(random.nextDouble()) * 35));
    for (int day = joined; day < last; day++) {
      double season = 0.6 + 0.4 * Math.sin(day / 14.0);
      int said =
          (int) Math.round(talk * season * random.nextDouble() * (random.nextInt(5) == 0 ? 2 : 1));
      for (int i = 0; i < said; i++) {
        Instant at = begin.plus(Duration.ofDays(day)).plusSeconds(random.nextInt(50_000));
        int to = random.nextInt(3) == 0 ? random.nextInt(Math.min(PEOPLE, 15)) : -1;
        add(at, person, "message", says.get(random.nextInt(says.size())), to == person ? -1 : to);
      }
    }
  }

  private void add(Instant at, int person, String type, String text, int to) {
    if (!at.isBefore(end)) {
      return;
    }
    ObjectNode event =
        json.createObjectNode().put("at", at.toString()).put("type", type).put("text", text);
    who(event.putObject("sender"), person);
    if (to >= 0) {
      who(event.putArray("targets").addObject(), to);
    }
    season.add(new Line(at, event));
  }

  private static void who(ObjectNode who, int person) {
    who.put("id", "r" + person)
        .put("name", person < NAMES.length ? NAMES[person] : "书友" + (person - NAMES.length + 1));
    if (person < 2) {
      who.put("role", person == 0 ? "owner" : "admin");
    }
  }

  private static List<String> phrases() {
    try (InputStream file =
        Objects.requireNonNull(Season.class.getResourceAsStream("/demo/says.txt"))) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
