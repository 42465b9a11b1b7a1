package io.liana.cli;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Makes, lists and revokes tokens for scripts. */
final class TokenCommand implements Command {
  private final Clock clock = Clock.systemUTC();

  @Override
  public String name() {
    return "token";
  }

  @Override
  public String summary() {
    return "make a token for scripts; list or revoke them";
  }

  @Override
  public String operands() {
    return "create | list | revoke ID";
  }

  @Override
  public List<Option> options() {
    return List.of(
        Option.value(
            "scope",
            "SCOPES",
            "what it may do, by commas: community:read,event:write — or * for all"),
        Option.value(
            "expires", "WHEN", "2027-01-31, an instant, or a span: 12h, 90d (default: never)"),
        Option.value("name", "NAME", "what it is for (default: command line)"));
  }

  @Override
  public int run(Arguments arguments, LocalServer server, Terminal terminal)
      throws IOException, InterruptedException {
    List<String> words = arguments.operands();
    if (words.equals(List.of("create"))) {
      return create(arguments, server, terminal);
    }
    if (words.equals(List.of("list"))) {
      return list(server.api(), terminal);
    }
    if (words.size() == 2 && words.getFirst().equals("revoke")) {
      server.api().delete("/tokens/" + words.getLast());
      terminal.say("Token " + words.getLast() + " is revoked and stopped working.");
      terminal.result(Map.of("revoked", words.getLast()));
      return ExitCode.OK;
    }
    throw new UsageError("token needs one of: " + operands() + ".");
  }

  private int create(Arguments arguments, LocalServer server, Terminal terminal)
      throws IOException, InterruptedException {
    var wish = new HashMap<String, Object>();
    wish.put("name", arguments.value("name", "command line"));
    wish.put("scopes", List.of(arguments.required("scope").split("\\s*,\\s*")));
    arguments.value("expires").ifPresent(text -> wish.put("expires_at", expiry(text).toString()));
    JsonNode token = server.api().post("/tokens", wish);
    terminal.say(token.path("secret").asString(""));
    terminal.note("This is the only time the secret is shown. Use it as: Authorization: Bearer …");
    terminal.result(token);
    return ExitCode.OK;
  }

  private static int list(Api api, Terminal terminal) throws IOException, InterruptedException {
    JsonNode page = api.get("/tokens");
    for (JsonNode token : page.path("items")) {
      terminal.say(
          "%-6s %-20s %-30s until %s"
              .formatted(
                  token.path("id").asString(""),
                  token.path("name").asString(""),
                  token.path("scopes").toString(),
                  token.path("expires_at").asString("revoked")));
    }
    if (page.path("items").isEmpty()) {
      terminal.note("There are no tokens.");
    }
    terminal.result(page);
    return ExitCode.OK;
  }

  /** A day means its end (UTC); a span counts from now. */
  private Instant expiry(String text) {
    try {
      if (text.matches("[0-9]{1,5}[dhm]")) {
        return clock.instant().plus(Duration.parse(text.endsWith("d") ? "P" + text : "PT" + text));
      }
      return Instant.parse(text.matches("\\d{4}-\\d{2}-\\d{2}") ? text + "T23:59:59Z" : text);
    } catch (DateTimeParseException e) {
      throw new UsageError(
          "--expires '%s' is not a day (2027-01-31), an instant or a span (90d, 12h, 30m)."
              .formatted(text));
    }
  }
}
