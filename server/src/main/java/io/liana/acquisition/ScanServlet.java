package io.liana.acquisition;

import io.liana.acquisition.Leading.Led;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * {@code /c/{code}}: where a scanned code leads. A servlet of its own, because Spring's way through
 * its handlers costs more than all the rest. Open to everybody; whatever goes wrong is a page in
 * the visitor's language.
 */
class ScanServlet extends HttpServlet {
  private static final long serialVersionUID = 1;
  private static final int COOKIE_SECONDS = 365 * 24 * 3600;

  private final transient Codes codes;
  private final transient LivePlans plans;
  private final transient Leading leading;
  private final transient Regions regions;
  private final transient Passes passes;
  private final transient Crowds crowds;
  private final transient VisitorTags tags;
  private final transient VisitorCookie cookies;
  private final transient Clock clock;
  private final transient VisitorNumbers numbers = new VisitorNumbers();

  ScanServlet(
      Codes codes,
      LivePlans plans,
      Leading leading,
      Regions regions,
      Passes passes,
      Crowds crowds,
      VisitorTags tags,
      VisitorCookie cookies,
      Clock clock) {
    this.codes = codes;
    this.plans = plans;
    this.leading = leading;
    this.regions = regions;
    this.passes = passes;
    this.crowds = crowds;
    this.tags = tags;
    this.cookies = cookies;
    this.clock = clock;
  }

  @Override
  protected void doHead(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    doGet(request, response);
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("Referrer-Policy", "no-referrer");
    var page = new ScanPage(request.getHeader("Accept-Language"));
    String path = request.getPathInfo();
    OptionalLong slug = path == null ? OptionalLong.empty() : Slug.parse(path.substring(1));
    KnownCode code = slug.isEmpty() ? null : code(slug.getAsLong(), request.getRemoteAddr());
    Instant now = clock.instant();
    if (code == null) {
      page.unknown(response);
    } else if (!code.open(now)) {
      page.closed(response);
    } else {
      scan(code, now, request, response, page);
    }
  }

  /** Who tries one name after the other is not looked up any more. */
  private @Nullable KnownCode code(long slug, String address) {
    KnownCode known = codes.known(slug);
    return known != null || !crowds.unknown(Network.of(address))
        ? known
        : codes.find(slug).orElse(null);
  }

  private void scan(
      KnownCode code,
      Instant now,
      HttpServletRequest request,
      HttpServletResponse response,
      ScanPage page)
      throws IOException {
    Long known = cookies.read(request);
    Passes.Ticket passed = known == null ? null : passed(request, known, now);
    String agent = request.getHeader("User-Agent");
    boolean returning = passed == null ? known != null : passed.returning();
    long visitor = known == null ? numbers.next() : known;
    Visit visit =
        visit(
            code,
            now,
            agent == null ? "" : agent,
            request.getRemoteAddr(),
            known,
            visitor,
            returning);
    String network = Network.of(request.getRemoteAddr());
    Crowds.Pace pace = crowds.scan(known, network, now);
    if (pace != Crowds.Pace.FINE) {
      if (pace == Crowds.Pace.TOO_FAST) {
        kept(leading.refuse(code, visit, network, now));
      }
      page.tooFast(response);
      return;
    }
    if (Robots.asks(request)) {
      if (kept(leading.robot(code, visit, network, now)) != null) {
        page.preview(response);
      } else {
        page.busy(response);
      }
      return;
    }
    Led led =
        kept(leading.lead(code, visitor, visit, passed == null ? 0 : passed.page(), network, now));
    if (led == null) {
      page.busy(response);
      return;
    }
    if (known == null) {
      response.addHeader("Set-Cookie", cookie(visitor, "/c", request.isSecure()));
    }
    switch (led) {
      case Led.Through(Target.Door door) -> {
        switch (door.show()) {
          case QR -> page.door(response, door);
          case PICTURE -> page.picture(response, door);
          case REDIRECT -> redirect(response, door.url());
        }
      }
      case Led.Gated(long gated) -> {
        response.addHeader("Set-Cookie", cookie(visitor, "/p", request.isSecure()));
        String name = Slug.text(code.slug());
        redirect(response, passes.pageFor(gated, name, visitor, visit.returning(), now));
      }
      case Led.To(Target.Link link) -> redirect(response, link.url());
      case Led.To(Target.Words words) -> page.words(response, words);
    }
  }

  private Visit visit(
      KnownCode code,
      Instant now,
      String agent,
      String address,
      @Nullable Long known,
      long visitor,
      boolean returning) {
    LivePlan plan = plans.get(code.plan());
    ZonedDateTime local = now.atZone(plan.zone());
    return new Visit(
        local.toLocalTime(),
        local.getDayOfWeek(),
        regions.of(address),
        Visit.Device.of(agent),
        Visit.App.of(agent),
        returning,
        () -> known == null ? Set.of() : tags.of(code.community(), known),
        () -> plan.arms(visitor));
  }

  /** Null without a pass, with another's, with an old one: then the gates are asked again. */
  private Passes.@Nullable Ticket passed(HttpServletRequest request, long visitor, Instant now) {
    String query = request.getQueryString();
    if (query == null || !query.startsWith(Passes.PASS + "=")) {
      return null;
    }
    return passes.pass(query.substring(Passes.PASS.length() + 1), visitor, now).orElse(null);
  }

  /** Null when it is not known to be on disk; see {@link Scans#accept} for how long it takes. */
  private static <T> @Nullable T kept(CompletableFuture<T> answer) {
    try {
      return answer.join();
    } catch (CompletionException e) {
      return null;
    }
  }

  private static void redirect(HttpServletResponse response, String url) {
    response.setStatus(HttpServletResponse.SC_FOUND);
    response.setHeader("Location", ascii(url));
    response.setContentLength(0);
  }

  /** A header holds no Chinese letters; most addresses have none. */
  private static String ascii(String url) {
    return url.chars().allMatch(c -> c < 128) ? url : URI.create(url).toASCIIString();
  }

  /** On its own path: of the console's requests it is none. */
  private String cookie(long visitor, String path, boolean secure) {
    return VisitorCookie.NAME
        + "="
        + cookies.value(visitor)
        + "; Path="
        + path
        + "; Max-Age="
        + COOKIE_SECONDS
        + "; HttpOnly; SameSite=Lax"
        + (secure ? "; Secure" : "");
  }
}
