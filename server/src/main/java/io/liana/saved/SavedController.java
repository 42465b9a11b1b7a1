package io.liana.saved;

import io.liana.kernel.Caller;
import io.liana.kernel.CommunityId;
import io.liana.kernel.Given;
import io.liana.kernel.Permission;
import io.liana.kernel.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Saved questions over HTTP. */
@RestController
@RequestMapping("/api/v1")
class SavedController {
  private static final int LONGEST_ADDRESS = 40_000; // of a statement, each character escaped
  private static final int LONGEST_QUESTION = 40_000;

  private final SavedQuestions saved;

  SavedController(SavedQuestions saved) {
    this.saved = saved;
  }

  record Wish(
      @Nullable String name,
      @Nullable String kind,
      @Nullable String address,
      @Nullable JsonNode question,
      @Nullable Integer version) {}

  record Seen(
      String id,
      String name,
      String kind,
      String address,
      JsonNode question,
      int version,
      Instant changedAt) {}

  record SeenAll(List<Seen> items) {}

  @GetMapping("/communities/{community}/saved")
  @Permission("report:read")
  SeenAll list(@PathVariable String community, Caller caller) {
    return new SeenAll(
        saved.of(community(community, caller), caller).stream()
            .map(SavedController::seen)
            .toList());
  }

  @PostMapping("/communities/{community}/saved")
  @Permission("saved:write")
  @ResponseStatus(HttpStatus.CREATED)
  Seen keep(@PathVariable String community, @RequestBody Wish wish, Caller caller) {
    CommunityId id = community(community, caller);
    String kind = Given.oneOf("kind", wish.kind(), Kind.CODES);
    if (kind == null) {
      throw Given.wrong("kind", "is missing");
    }
    return seen(saved.keep(id, name(wish), Kind.of(kind), address(wish), question(wish), caller));
  }

  @GetMapping("/saved/{saved}")
  @Permission("report:read")
  Seen get(@PathVariable("saved") String id, Caller caller) {
    return seen(saved.get(Problem.parseId(id), caller));
  }

  @PutMapping("/saved/{saved}")
  @Permission("saved:write")
  Seen change(@PathVariable("saved") String id, @RequestBody Wish wish, Caller caller) {
    if (wish.version() == null) {
      throw Given.wrong("version", "is missing");
    }
    return seen(
        saved.change(
            Problem.parseId(id),
            wish.version(),
            name(wish),
            address(wish),
            question(wish),
            caller));
  }

  @DeleteMapping("/saved/{saved}")
  @Permission("saved:write")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void drop(@PathVariable("saved") String id, Caller caller) {
    saved.drop(Problem.parseId(id), caller);
  }

  static CommunityId community(String given, Caller caller) {
    CommunityId id = CommunityId.parse(given);
    caller.mustSee(id);
    return id;
  }

  private static String name(Wish wish) {
    return Given.text("name", wish.name(), 1, 100);
  }

  /** Only what stands behind a ?: it cannot lead to another place. */
  private static String address(Wish wish) {
    String address =
        Given.text("address", Objects.requireNonNullElse(wish.address(), ""), 0, LONGEST_ADDRESS);
    if (address.chars().anyMatch(c -> c <= ' ' || c == '#' || c == '?')) {
      throw Given.wrong("address", "must be the parameters of a page, as its address holds them");
    }
    return address;
  }

  private static JsonNode question(Wish wish) {
    JsonNode question = wish.question();
    if (question == null || !question.isObject()) {
      throw Given.wrong("question", "must be an object");
    }
    Given.exact("question", question.toString(), 0, LONGEST_QUESTION);
    if (question.toString().contains("\\u0000")) {
      throw Given.wrong("question", "contains a character that is none");
    }
    return question;
  }

  private static Seen seen(Saved one) {
    return new Seen(
        Long.toString(one.id()),
        one.name(),
        one.kind().code(),
        one.address(),
        one.question(),
        one.version(),
        one.changedAt());
  }
}
