package io.liana.channel.wecom;

import io.liana.channel.account.ConnectedAccount;
import io.liana.kernel.Given;
import io.liana.kernel.Problem;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What a page inside WeCom needs: who opened it, its signatures, and whose customer somebody is.
 */
@Component
public class StaffSide {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int LONGEST_URL = 2_048;
  private static final int LONGEST_ID = 64;
  private static final String SIGN_IN = "https://open.weixin.qq.com";

  private final Corps corps;
  private final Api api;
  private final Tickets tickets;
  private final CustomerStore customers;
  private final Clock clock;

  StaffSide(Corps corps, Api api, Tickets tickets, CustomerStore customers, Clock clock) {
    this.corps = corps;
    this.api = api;
    this.tickets = tickets;
    this.customers = customers;
    this.clock = clock;
  }

  /** Two signatures over the same address, time and nonce. */
  public record Signature(
      String corpId, String agentId, long timestamp, String nonce, String config, String app) {}

  /**
   * One member of staff's relation to a customer.
   *
   * @param tags their names
   */
  public record Relation(
      String staff,
      @Nullable String name,
      @Nullable String state,
      List<String> tags,
      Instant addedAt) {}

  /**
   * Where WeCom asks who the reader is, and sends them back to {@code back} with a code.
   *
   * @throws Problem 409 {@code not_wecom} or {@code account_off}
   */
  public URI signIn(ConnectedAccount account, URI back, String state) {
    Corp corp = corp(account);
    boolean real = corp.api().equals(URI.create(Corp.DEFAULT_API));
    String base = real ? SIGN_IN : corp.api().toString().replaceFirst("/+$", "");
    return URI.create(
        "%s/connect/oauth2/authorize?appid=%s&redirect_uri=%s&response_type=code&scope=snsapi_base&state=%s&agentid=%s#wechat_redirect"
            .formatted(base, corp.id(), encoded(back.toString()), encoded(state), corp.agent()));
  }

  /**
   * Whose code it is. WeCom takes a code once, within five minutes.
   *
   * @throws Problem 403 {@code sidebar_not_staff} for a code of nobody, or of a guest; 502 {@code
   *     wecom_refused}
   */
  public String staff(ConnectedAccount account, String code) {
    Answer answer = api.get(corp(account), "/auth/getuserinfo", Map.of("code", code));
    return switch (answer) {
      case Answer.Ok ok -> {
        String user = ok.body().path("userid").asString("");
        if (user.isEmpty()) {
          throw notStaff();
        }
        yield user;
      }
      case Answer.GiveUp _ -> throw notStaff();
      case Answer.Retry _, Answer.AskHuman _, Answer.Unknown _ -> throw refused(answer);
    };
  }

  /**
   * Signs an address of our own, and no other.
   *
   * @throws Problem 400 {@code invalid_request}, 502 {@code wecom_refused}
   */
  public Signature sign(ConnectedAccount account, @Nullable String url) {
    Corp corp = corp(account);
    String page = Given.text("url", url, 1, LONGEST_URL).replaceFirst("#.*$", "");
    String ours = publicUrl(account);
    if (ours.isEmpty() || !page.startsWith(ours + "/")) {
      throw Given.wrong("url", "must begin with the account's public_url");
    }
    String nonce = HexFormat.of().toHexDigits(RANDOM.nextLong());
    long timestamp = clock.instant().getEpochSecond();
    return new Signature(
        corp.id(),
        corp.agent(),
        timestamp,
        nonce,
        signature(ticket(corp, Tickets.Kind.CORP), nonce, timestamp, page),
        signature(ticket(corp, Tickets.Kind.APP), nonce, timestamp, page));
  }

  /** The address without a slash at its end; empty where none was given. */
  public static String publicUrl(ConnectedAccount account) {
    return account.setting(Corp.PUBLIC_URL, "").replaceFirst("/+$", "");
  }

  private String ticket(Corp corp, Tickets.Kind kind) {
    Tickets.Found found = tickets.find(corp, kind);
    if (found.failure() != null) {
      throw refused(found.failure());
    }
    return found.ticket();
  }

  /** WeCom's own order, not sorted. */
  static String signature(String ticket, String nonce, long timestamp, String url) {
    String text =
        "jsapi_ticket=%s&noncestr=%s&timestamp=%d&url=%s".formatted(ticket, nonce, timestamp, url);
    try {
      MessageDigest sha1 = MessageDigest.getInstance("SHA-1"); // WeCom's choice
      return HexFormat.of().formatHex(sha1.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Who of the staff has this customer now. */
  public List<Relation> relations(ConnectedAccount account, @Nullable String external) {
    return customers.relations(account.account(), Given.text("external", external, 1, LONGEST_ID));
  }

  private Corp corp(ConnectedAccount account) {
    if (!account.platform().equals(Corps.PLATFORM)) {
      throw Problem.conflict("not_wecom", "This account is not one of WeCom.");
    }
    return corps
        .find(account.account())
        .orElseThrow(() -> Problem.conflict("account_off", "This account is switched off."));
  }

  private static Problem notStaff() {
    return new Problem(
        403, "sidebar_not_staff", "WeCom does not name a member of staff for this code.", Map.of());
  }

  private static Problem refused(Answer answer) {
    return new Problem(
        502,
        "wecom_refused",
        "WeCom did not do it: %s.".formatted(answer.evidence()),
        Map.of("evidence", answer.evidence()));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
