package io.liana.sidebar;

import io.liana.channel.account.Accounts;
import io.liana.channel.account.ConnectedAccount;
import io.liana.channel.wecom.StaffSide;
import io.liana.identity.Vouching;
import io.liana.kernel.OperatorId;
import io.liana.kernel.Permission;
import io.liana.kernel.Problem;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The way in: WeCom says who opened the page, and an administrator's link says which operator. */
@RestController
@RequestMapping("/api/v1/sidebar/{account}")
class SidebarDoorController {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String STATE = "liana_sidebar_state";
  private static final Duration PATIENCE = Duration.ofMinutes(5); // as long as WeCom's code lives

  private final Accounts accounts;
  private final StaffSide staffSide;
  private final SidebarStore store;
  private final Vouching vouching;

  SidebarDoorController(
      Accounts accounts, StaffSide staffSide, SidebarStore store, Vouching vouching) {
    this.accounts = accounts;
    this.staffSide = staffSide;
    this.store = store;
    this.vouching = vouching;
  }

  @GetMapping("/start")
  @Permission(Permission.PUBLIC)
  ResponseEntity<Void> start(@PathVariable String account) {
    ConnectedAccount found = accounts.get(Problem.parseId(account));
    String ours = ours(found);
    // What comes back must have begun in this browser, or anybody could sign somebody in as
    // another.
    byte[] nonce = new byte[16];
    RANDOM.nextBytes(nonce);
    String state = HexFormat.of().formatHex(nonce);
    URI back = URI.create(ours + "/api/v1/sidebar/" + found.id() + "/enter");
    return ResponseEntity.status(HttpStatus.FOUND)
        .location(staffSide.signIn(found, back, state))
        .header(HttpHeaders.SET_COOKIE, cookie(state, PATIENCE, ours))
        .build();
  }

  @GetMapping("/enter")
  @Permission(Permission.PUBLIC)
  ResponseEntity<Void> enter(
      @PathVariable String account,
      @RequestParam @Nullable String code,
      @RequestParam @Nullable String state,
      @CookieValue(name = STATE, required = false) @Nullable String begun) {
    ConnectedAccount found = accounts.get(Problem.parseId(account));
    String ours = ours(found);
    if (code == null || code.length() > 600 || state == null || !same(state, begun)) {
      throw new Problem(
          403, "sidebar_start_again", "This sign-in did not begin in this browser.", Map.of());
    }
    String staff = staffSide.staff(found, code);
    String session =
        store
            .operator(found.account(), staff)
            .flatMap((OperatorId o) -> vouching.signIn(o, "wecom", ours.startsWith("https:")))
            .orElseThrow(
                () ->
                    new Problem(
                        403,
                        "sidebar_not_linked",
                        "No administrator linked the member of staff %s to an operator."
                            .formatted(staff),
                        Map.of("staff", staff)));
    return ResponseEntity.status(HttpStatus.FOUND)
        .location(URI.create(ours + "/sidebar/" + found.id()))
        .header(HttpHeaders.SET_COOKIE, session)
        .header(HttpHeaders.SET_COOKIE, cookie("", Duration.ZERO, ours))
        .build();
  }

  private static String ours(ConnectedAccount account) {
    String ours = StaffSide.publicUrl(account);
    if (ours.isEmpty()) {
      throw Problem.conflict(
          "public_url_missing", "The account's settings do not say where Liana can be reached.");
    }
    return ours;
  }

  private static boolean same(String state, @Nullable String begun) {
    return begun != null
        && MessageDigest.isEqual(
            state.getBytes(StandardCharsets.UTF_8), begun.getBytes(StandardCharsets.UTF_8));
  }

  private static String cookie(String value, Duration life, String ours) {
    return ResponseCookie.from(STATE, value)
        .httpOnly(true)
        .secure(ours.startsWith("https:"))
        .sameSite("Lax") // it has to come back with the redirect from WeCom
        .path("/api/v1/sidebar")
        .maxAge(life)
        .build()
        .toString();
  }
}
