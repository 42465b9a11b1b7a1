package io.liana.gate;

import io.liana.gate.Outcome.Faulty;
import io.liana.gate.Visit.State;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Draws pages; the same for visitors and for the preview of the console. */
final class PageHtml {
  private static final String STYLE = resource("page.css");

  /** One style sheet in the page, known by its hash; scripts are files of ours. */
  static final String POLICY =
      "default-src 'none'; style-src 'sha256-%s'; script-src 'self'; worker-src 'self'; connect-src 'self'; "
              .formatted(hash(STYLE))
          + "img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

  private final boolean chinese;

  PageHtml(boolean chinese) {
    this.chinese = chinese;
  }

  /**
   * @param ticket of the visitor; empty in a preview
   * @param invite the visitor's personal link
   * @param inWeChat it is opened inside WeChat
   * @param notice said above a gate, e.g. after WeChat was asked
   * @param enter where who is through goes on; null before
   */
  record Shown(
      long page,
      int version,
      PageDocument document,
      Standing standing,
      String ticket,
      String invite,
      boolean inWeChat,
      @Nullable String at,
      @Nullable Faulty faulty,
      @Nullable Say notice,
      @Nullable String enter) {

    String action(String gate) {
      return ticket.isEmpty() ? "" : "/p/%d/%s?t=%s".formatted(page, gate, ticket);
    }

    boolean preview() {
      return ticket.isEmpty();
    }
  }

  String page(Shown shown) {
    PageDocument document = shown.document();
    var html = new Html();
    if (document.picture() != null) {
      html.raw("<img class=\"picture\" alt=\"\"")
          .attribute("src", "/p/picture/" + document.picture())
          .raw(">");
    }
    html.tag("h1", document.title());
    if (!document.text().isBlank()) {
      html.tag("p class=\"text\"", document.text());
    }
    if (shown.standing().invited()) {
      invited(html, shown);
    }
    if (shown.enter() != null) {
      html.raw("<section class=\"end\">")
          .tag("h2", Say.THROUGH.in(chinese))
          .tag("p", Say.THROUGH_TEXT.in(chinese))
          .raw("<a class=\"go\"")
          .attribute("href", shown.enter())
          .raw(">")
          .text(Say.ENTER.in(chinese))
          .raw("</a></section>");
    } else {
      gates(html, shown);
    }
    return frame(document.title(), html.toString(), !shown.preview());
  }

  private void invited(Html html, Shown shown) {
    html.raw("<section class=\"gate\">").tag("h2", Say.INVITED.in(chinese));
    var gates = new GateHtml(chinese, shown, html);
    gates.open("invited");
    gates.close(Say.INVITED_ACCEPT.in(chinese), true);
    html.raw("</section>");
  }

  private void gates(Html html, Shown shown) {
    PageDocument document = shown.document();
    Set<String> passed = shown.standing().passed();
    List<Gate> next = document.next(passed);
    boolean any = document.combine() == PageDocument.Combine.ANY;
    if (any && document.gates().size() > 1) {
      html.tag("p class=\"step\"", Say.ANY.in(chinese));
    }
    int step = 0;
    for (Gate gate : document.gates()) {
      step++;
      boolean open = next.contains(gate);
      html.raw("<section class=\"gate\"").attribute("id", gate.key()).raw(">");
      if (!any && document.gates().size() > 1) {
        html.tag("p class=\"step\"", Say.STEP.in(chinese, step, document.gates().size()));
      }
      html.raw("<h2>").text(gate.title());
      if (passed.contains(gate.key())) {
        html.tag("span class=\"done\"", " ✓ " + Say.DONE.in(chinese));
      }
      html.raw("</h2>");
      if (open || shown.preview()) {
        gate(html, shown, gate);
      }
      html.raw("</section>");
    }
  }

  private void gate(Html html, Shown shown, Gate gate) {
    State state = shown.standing().state(gate);
    switch (state) {
      case WAITING ->
          html.raw("<div role=\"status\">")
              .tag("p", Say.WAITING.in(chinese))
              .tag("p class=\"hint\"", Say.WAITING_TEXT.in(chinese))
              .raw("</div>");
      case REFUSED -> {
        String words = shown.standing().words(gate);
        html.raw("<div role=\"status\">")
            .tag("p", Say.REFUSED.in(chinese))
            .tag("p class=\"hint\"", words == null ? Say.REFUSED_TEXT.in(chinese) : words)
            .raw("</div>");
      }
      case SEEN, STARTED, PASSED -> new GateHtml(chinese, shown, html).gate(gate);
    }
  }

  /** A page that says one thing. */
  String notice(Say title, @Nullable Say text, @Nullable String again) {
    var html = new Html().raw("<section class=\"end\">").tag("h1", title.in(chinese));
    if (text != null) {
      html.tag("p", text.in(chinese));
    }
    if (again != null) {
      html.raw("<a class=\"go\"")
          .attribute("href", again)
          .raw(">")
          .text(Say.AGAIN.in(chinese))
          .raw("</a>");
    }
    return frame(title.in(chinese), html.raw("</section>").toString(), false);
  }

  private String frame(String title, String body, boolean script) {
    return new Html()
        .raw("<!doctype html><html lang=\"" + (chinese ? "zh-CN" : "en") + "\"><head>")
        .raw("<meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,")
        .raw("initial-scale=1\"><meta name=\"robots\" content=\"noindex\">")
        .tag("title", title)
        .raw("<style>" + STYLE + "</style>")
        .when(script, "<script src=\"/p/page.js\" defer></script>")
        .raw("</head><body><main>")
        .raw(body)
        .raw("</main></body></html>")
        .toString();
  }

  static String resource(String name) {
    try (InputStream in =
        Objects.requireNonNull(PageHtml.class.getResourceAsStream("/gate/" + name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String hash(String style) {
    try {
      byte[] bytes = style.getBytes(StandardCharsets.UTF_8);
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }
}
