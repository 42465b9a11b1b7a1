package io.liana.acquisition;

import io.liana.acquisition.Plan.Rule;
import io.liana.acquisition.Target.Door;
import io.liana.acquisition.Target.Pool;
import io.liana.acquisition.Target.Strategy;
import io.liana.experiment.Experiment;
import io.liana.kernel.Given;
import io.liana.kernel.Problem;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The written form of a {@link Plan}; makes one of what an operator gave, or says what is wrong.
 */
@Component
class PlanReading {
  private static final int MOST_RULES = 50;
  private static final int MOST_DOORS = 500;
  private static final int LONGEST_URL = 2_000;
  private static final int MOST_SEATS = 100_000;

  private final JsonMapper json;

  PlanReading(JsonMapper json) {
    this.json =
        json.rebuild()
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
  }

  JsonNode tree(Plan plan) {
    return json.valueToTree(plan);
  }

  String write(Plan plan) {
    return json.writeValueAsString(plan);
  }

  Plan kept(String document) {
    return json.readValue(document, Plan.class);
  }

  Plan read(JsonNode given) {
    Plan plan;
    try {
      plan = json.treeToValue(given, Plan.class);
    } catch (JacksonException | IllegalArgumentException e) {
      throw Given.wrong("document", "is no plan: " + firstLine(e));
    }
    check(plan);
    return plan;
  }

  private static String firstLine(Exception e) {
    String message = String.valueOf(e.getMessage());
    String line = message.lines().findFirst().orElse("");
    return line.length() <= 200 ? line : line.substring(0, 200) + "…";
  }

  private static void check(Plan plan) {
    if (plan.rules().size() > MOST_RULES) {
      throw Given.wrong("rules", "may be 50 at most");
    }
    for (int i = 0; i < plan.rules().size(); i++) {
      Rule rule = plan.rules().get(i);
      Given.text("rules[%d].name".formatted(i), rule.name(), 1, 100);
      if ((rule.when().from() == null) != (rule.when().until() == null)) {
        throw Given.wrong("rules[%d].when".formatted(i), "needs both from and until, or neither");
      }
      if (!rule.when().arms().stream().allMatch(Experiment::isCode)) {
        throw Given.wrong(
            "rules[%d].when.arms".formatted(i), "must name arms of experiments, such as 7:b");
      }
      check("rules[%d].lead".formatted(i), rule.lead());
    }
    check("otherwise", plan.otherwise());
    check("fallback", plan.fallback());
    if (plan.lowAt() != null && (plan.lowAt() < 0 || plan.lowAt() > MOST_SEATS)) {
      throw Given.wrong("low_at", "must be 0 to 100,000");
    }
    if (plan.networkSeats() != null
        && (plan.networkSeats() < 1 || plan.networkSeats() > MOST_SEATS)) {
      throw Given.wrong("network_seats", "must be 1 to 100,000");
    }
    List<Door> doors = plan.doors();
    if (doors.size() > MOST_DOORS) {
      throw Given.wrong("doors", "may be 500 at most in one plan");
    }
    Set<String> keys = new HashSet<>();
    doors.forEach(
        door -> {
          if (!keys.add(door.key())) {
            throw Given.wrong("doors", "repeat the key " + door.key());
          }
        });
  }

  private static void check(String field, Target target) {
    switch (target) {
      case Pool pool -> {
        if (pool.doors().isEmpty()) {
          throw Given.wrong(field + ".doors", "must be one at least");
        }
        pool.doors().forEach(door -> check(field, pool.strategy(), door));
      }
      case Target.Code code -> {
        if (Slug.parse(code.slug()).isEmpty()) {
          throw Given.wrong(field + ".slug", "is no name of a code");
        }
      }
      case Target.Page page -> {
        if (page.page() <= 0) {
          throw Given.wrong(field + ".page", "is missing");
        }
        check(field + ".then", page.then());
      }
      case Target.Link link -> mustBeUrl(field + ".url", link.url());
      case Target.Words words -> {
        Given.text(field + ".title", words.title(), 1, 100);
        Given.text(field + ".text", words.text(), 0, 1_000);
      }
    }
  }

  private static void check(String field, Strategy strategy, Door door) {
    Given.text(field + ".key", door.key(), 1, 40);
    Given.text(field + ".name", door.name(), 1, 100);
    if (!door.byWeCom()) {
      mustBeUrl(field + ".url", door.url());
    } else if (door.group() == null) {
      throw Given.wrong(field + ".group", "must say into which group WeCom's code leads");
    } else if (!door.url().isEmpty()) {
      mustBeUrl(field + ".url", door.url());
    }
    if (door.show() == Target.Show.PICTURE) {
      throw Given.wrong(field + ".show", "is redirect or qr");
    }
    if (door.group() != null) {
      Problem.parseId(door.group());
    }
    if (door.via() != null) {
      Given.text(field + ".via", door.via(), 1, LONGEST_URL);
    }
    if (door.seats() != null && (door.seats() < 0 || door.seats() > MOST_SEATS)) {
      throw Given.wrong(field + ".seats", "must be 0 to 100,000");
    }
    if (door.weight() < (strategy == Strategy.WEIGHTED ? 1 : 0) || door.weight() > 100) {
      throw Given.wrong(field + ".weight", "must be 1 to 100");
    }
  }

  /** A visitor's browser follows it: nothing but the web and what chat apps register. */
  private static void mustBeUrl(String field, String given) {
    String url = Given.text(field, given, 1, LONGEST_URL);
    try {
      String scheme = URI.create(url).getScheme();
      if (scheme != null && Set.of("https", "http", "tg", "mqqapi", "weixin").contains(scheme)) {
        return;
      }
    } catch (IllegalArgumentException e) {
      throw Given.wrong(field, "is no address");
    }
    throw Given.wrong(field, "must begin with https://, http://, tg:, mqqapi: or weixin:");
  }
}
