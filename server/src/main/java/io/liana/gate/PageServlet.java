package io.liana.gate;

import io.liana.acquisition.Passes;
import io.liana.acquisition.Passes.Carried;
import io.liana.acquisition.Passes.Ticket;
import io.liana.acquisition.Robots;
import io.liana.acquisition.VisitorCookie;
import io.liana.channel.account.SecretBox;
import io.liana.gate.Gatekeeper.Guest;
import io.liana.gate.Outcome.Faulty;
import io.liana.gate.PageHtml.Shown;
import io.liana.kernel.Problem;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code /p/{page}}: what members open. Open to everybody with a ticket of their own; whatever goes
 * wrong is a page in the visitor's language.
 */
class PageServlet extends HttpServlet {
  private static final long serialVersionUID = 1;
  private static final Logger log = LoggerFactory.getLogger(PageServlet.class);
  static final int LARGEST = 8 << 20;
  // What is too large is read to its end, as far as this: a browser that is cut off shows no
  // answer.
  private static final int PATIENCE = 40 << 20;
  private static final String INVITED = "liana_invited";
  private static final int UNPROCESSABLE = 422;
  private static final int TOO_MANY = 429;
  private static final int FOUND = 302;
  private static final int SEE_OTHER = 303;

  private final transient Pages pages;
  private final transient Gatekeeper gatekeeper;
  private final transient PageFiles files;
  private final transient Captchas captchas;
  private final transient Invitations invitations;
  private final transient Following following;
  private final transient VisitStore visits;
  private final transient Throttle throttle;
  private final transient Passes passes;
  private final transient VisitorCookie cookies;
  private final transient SecretBox secrets;
  private final transient JsonMapper json;
  private final transient Clock clock;

  PageServlet(
      Pages pages,
      Gatekeeper gatekeeper,
      PageFiles files,
      Captchas captchas,
      Invitations invitations,
      Following following,
      VisitStore visits,
      Throttle throttle,
      Passes passes,
      VisitorCookie cookies,
      SecretBox secrets,
      JsonMapper json,
      Clock clock) {
    this.pages = pages;
    this.gatekeeper = gatekeeper;
    this.files = files;
    this.captchas = captchas;
    this.invitations = invitations;
    this.following = following;
    this.visits = visits;
    this.throttle = throttle;
    this.passes = passes;
    this.cookies = cookies;
    this.secrets = secrets;
    this.json = json;
    this.clock = clock;
  }

  /** Somebody with a ticket of their own for a page that is open. */
  private record Let(Page page, Ticket ticket, String text, Guest guest) {
    String address() {
      return "/p/%d?%s=%s".formatted(page.id(), Passes.TICKET, text);
    }
  }

  private interface Answering {
    void run(Asking asking) throws IOException, ServletException;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    guarded(new Asking(request, response, cookies), this::get);
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    guarded(new Asking(request, response, cookies), this::post);
  }

  private static void guarded(Asking asking, Answering answering) throws IOException {
    try {
      answering.run(asking);
    } catch (ServletException | RuntimeException e) {
      log.error("A page could not answer", e);
      asking.response.resetBuffer();
      asking.notice(500, Say.BROKEN, Say.BROKEN_TEXT, null);
    }
  }

  private void get(Asking asking) throws IOException {
    if (files.serve(asking)) {
      return;
    }
    String[] path = asking.path;
    if (path.length == 3 && path[1].equals("i")) {
      invited(asking);
      return;
    }
    Let let = let(asking);
    if (let == null) {
      return;
    }
    if (path.length == 1) {
      show(let, 200, null, null, null, asking);
    } else if (path.length == 2 && path[1].equals("challenge")) {
      asking.response.setContentType("application/json");
      asking.response.getWriter().write(json.writeValueAsString(captchas.fresh(let.page().id())));
    } else if (asking.isFor("wechat")) {
      toWeChat(let, asking);
    } else if (asking.back()) {
      fromWeChat(let, asking);
    } else {
      asking.notice(404, Say.NOWHERE, null, null);
    }
  }

  private void post(Asking asking) throws IOException, ServletException {
    Let let = let(asking);
    if (let == null) {
      return;
    }
    if (!throttle.allows(let.ticket().visitor(), asking.request.getRemoteAddr())) {
      asking.response.setHeader("Retry-After", "600");
      asking.notice(TOO_MANY, Say.OFTEN, Say.OFTEN_TEXT, null);
    } else if (asking.isFor("started")) {
      gatekeeper.started(let.page(), let.ticket(), asking.path[1]);
      asking.response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    } else if (asking.path.length != 2) {
      asking.notice(404, Say.NOWHERE, null, null);
    } else if (asking.tooLarge(LARGEST)) {
      asking.drain();
      asking.notice(413, Say.LARGE, Say.LARGE_TEXT, let.address());
    } else if (!asking.multipart()) {
      asking.notice(400, Say.BROKEN, Say.FAULT_STRANGE, let.address());
    } else {
      String gate = asking.path[1];
      Sent sent = Sent.read(asking.request);
      Outcome outcome =
          gate.equals("invited")
              ? gatekeeper.accept(let.page(), let.ticket(), let.guest(), sent)
              : gatekeeper.sent(let.page(), let.ticket(), let.guest(), gate, sent);
      answer(let, gate, outcome, asking);
    }
  }

  private void answer(Let let, String gate, Outcome outcome, Asking asking) throws IOException {
    switch (outcome) {
      case Outcome.Taken _ -> asking.redirect(SEE_OTHER, let.address());
      case Outcome.Pay(String path) -> asking.redirect(SEE_OTHER, path);
      case Faulty faulty -> show(let, UNPROCESSABLE, gate, faulty, null, asking);
    }
  }

  /** Null where they were answered already. */
  private @Nullable Let let(Asking asking) throws IOException {
    Page page = pages.find(asking.page()).orElse(null);
    if (page == null) {
      asking.notice(404, Say.NOWHERE, Say.FORGED_TEXT, null);
      return null;
    }
    if (page.closed()) {
      asking.notice(410, Say.CLOSED, Say.CLOSED_TEXT, null);
      return null;
    }
    String given = asking.ticket();
    switch (passes.read(given, clock.instant())) {
      case Carried.Good(Ticket ticket) -> {
        if (ticket.page() == page.id() && Objects.equals(asking.visitor(), ticket.visitor())) {
          return new Let(page, ticket, String.valueOf(given), guest(page, asking));
        }
        asking.notice(403, Say.OTHERS, Say.OTHERS_TEXT, "/c/" + ticket.code());
      }
      case Carried.Late(Ticket ticket) ->
          asking.notice(410, Say.LATE, Say.LATE_TEXT, "/c/" + ticket.code());
      case Carried.Forged _ -> forged(page, given, asking);
    }
    return null;
  }

  /** Who was here before needs no ticket: their code gives them one. */
  private void forged(Page page, @Nullable String given, Asking asking) throws IOException {
    Long visitor = asking.visitor();
    Visit known =
        given != null || visitor == null ? null : visits.find(page.id(), visitor).orElse(null);
    if (known != null) {
      asking.redirect(FOUND, "/c/" + known.code());
    } else {
      asking.notice(403, Say.FORGED, Say.FORGED_TEXT, null);
    }
  }

  private Guest guest(Page page, Asking asking) {
    String device = asking.request.getRemoteAddr() + "\n" + asking.agent();
    String day = clock.instant().atZone(ZoneOffset.UTC).toLocalDate().toString();
    Long host = invitations.host(page.id(), asking.invited()).orElse(null);
    return new Guest(
        secrets.fingerprint(device, "gate device " + day), host, Robots.asks(asking.request));
  }

  private void show(
      Let let,
      int status,
      @Nullable String at,
      @Nullable Faulty faulty,
      @Nullable Say notice,
      Asking asking)
      throws IOException {
    Page page = let.page();
    Standing standing = gatekeeper.open(page, let.ticket(), let.guest());
    PageDocument document = page.document().as(standing.visit().arms());
    boolean through = standing.visit().passedAt() != null || document.open(standing.passed());
    String token = invitations.token(page.id(), standing.visit().id());
    Shown shown =
        new Shown(
            page.id(),
            page.version(),
            document,
            standing,
            let.text(),
            asking.base() + "/p/" + page.id() + "/i/" + token,
            asking.inWeChat(),
            at,
            faulty,
            notice,
            through ? passes.back(let.ticket(), clock.instant()) : null);
    asking.send(status, asking.html().page(shown));
  }

  private void toWeChat(Let let, Asking asking) throws IOException {
    String gate = asking.path[1];
    if (!(let.page().document().gate(gate).orElse(null) instanceof Gate.Follow follow)) {
      asking.notice(404, Say.NOWHERE, null, let.address());
      return;
    }
    String back = "%s/p/%d/%s/back/%s".formatted(asking.base(), let.page().id(), gate, let.text());
    try {
      URI wechat = following.ask(follow, URI.create(back), let.ticket().visitor());
      asking.redirect(FOUND, wechat.toString());
    } catch (Problem off) {
      asking.notice(off.status(), Say.CLOSED, Say.CLOSED_TEXT, let.address());
    }
  }

  private void fromWeChat(Let let, Asking asking) throws IOException {
    String gate = asking.path[1];
    if (!(let.page().document().gate(gate).orElse(null) instanceof Gate.Follow follow)) {
      asking.notice(404, Say.NOWHERE, null, let.address());
      return;
    }
    try {
      var follower =
          following.enter(
              follow, asking.parameter("code"), asking.parameter("state"), let.ticket().visitor());
      if (follower.isEmpty()) {
        show(let, 200, gate, null, Say.FOLLOW_NOT, asking);
        return;
      }
      gatekeeper.followed(let.page(), let.ticket(), let.guest(), follow, follower.get());
      asking.redirect(FOUND, let.address());
    } catch (Problem again) {
      asking.notice(again.status(), Say.BROKEN, Say.BROKEN_TEXT, let.address());
    }
  }

  /** By a friend's personal link: on through the code the friend came by, like any scan. */
  private void invited(Asking asking) throws IOException {
    String token = asking.path[2];
    Visit host = invitations.host(asking.page(), token).flatMap(visits::find).orElse(null);
    if (host == null) {
      asking.notice(410, Say.LATE, Say.FORGED_TEXT, null);
      return;
    }
    asking.remember(token);
    asking.redirect(FOUND, "/c/" + host.code());
  }
}
