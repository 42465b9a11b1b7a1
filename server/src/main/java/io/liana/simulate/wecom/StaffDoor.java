package io.liana.simulate.wecom;

import io.liana.simulate.wecom.WeComSimulator.Asked;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Sign-in and tickets of pages inside WeCom: a code works once and for five minutes, a ticket lives
 * two hours and is the same while it lives, and an app may ask a hundred times an hour.
 */
final class StaffDoor {
  private static final int CODE_SECONDS = 300;
  private static final int TICKET_SECONDS = 7_200;

  private record Code(String user, Instant until) {}

  private record Ticket(String text, Instant until) {}

  private final SimulatedCorp corp;
  private final Map<String, Code> codes = new HashMap<>();
  private final Map<String, Ticket> tickets = new HashMap<>();
  private int ticketAsks;

  StaffDoor(SimulatedCorp corp) {
    this.corp = corp;
  }

  /** Null for a path that is none of ours. */
  @Nullable ObjectNode answer(String path, Asked asked) {
    return switch (path) {
      case "/auth/getuserinfo" -> who(asked.query().getOrDefault("code", ""));
      case "/get_jsapi_ticket" -> ticket("corp");
      case "/ticket/get" -> {
        if (!"agent_config".equals(asked.query().get("type"))) {
          throw new Refusal(40058, "type is missing");
        }
        yield ticket("app");
      }
      default -> null;
    };
  }

  /** What the reader's phone does when a page asks who they are. */
  String code(String user) {
    String code = "code" + corp.world.number();
    codes.put(code, new Code(user, corp.world.now().plusSeconds(CODE_SECONDS)));
    return code;
  }

  private ObjectNode who(String given) {
    Code code = codes.remove(given);
    if (code == null || corp.world.now().isAfter(code.until())) {
      throw new Refusal(40029, "invalid code");
    }
    boolean staff = corp.staff.contains(code.user());
    return Interface.ok().put(staff ? "userid" : "external_userid", code.user());
  }

  private ObjectNode ticket(String kind) {
    ticketAsks++;
    Ticket known = tickets.get(kind);
    if (known == null || !corp.world.now().isBefore(known.until())) {
      known =
          new Ticket(
              kind + "-ticket-" + corp.world.number(),
              corp.world.now().plusSeconds(TICKET_SECONDS));
      tickets.put(kind, known);
    }
    return Interface.ok()
        .put("ticket", known.text())
        .put("expires_in", known.until().getEpochSecond() - corp.world.now().getEpochSecond());
  }

  void state(ObjectNode state) {
    state.put("ticket_asks", ticketAsks);
    ObjectNode texts = state.putObject("tickets");
    tickets.forEach((kind, ticket) -> texts.put(kind, ticket.text()));
  }
}
