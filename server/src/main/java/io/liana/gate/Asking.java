package io.liana.gate;

import io.liana.acquisition.Passes;
import io.liana.acquisition.VisitorCookie;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One request for a page, and its answer. */
final class Asking {
  private static final String INVITED = "liana_invited";
  // What is too large is read to its end, as far as this: a browser that is cut off shows nothing.
  private static final int PATIENCE = 40 << 20;

  final HttpServletRequest request;
  final HttpServletResponse response;
  final String[] path;
  private final VisitorCookie cookies;

  Asking(HttpServletRequest request, HttpServletResponse response, VisitorCookie cookies) {
    this.cookies = cookies;
    this.request = request;
    this.response = response;
    String path = request.getPathInfo();
    this.path = (path == null ? "" : path.substring(1)).split("/", -1);
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("Referrer-Policy", "no-referrer");
    response.setHeader("Content-Security-Policy", PageHtml.POLICY);
  }

  /** 0 where the path begins with no number. */
  long page() {
    return path[0].matches("\\d{1,18}") ? Long.parseLong(path[0]) : 0;
  }

  /** Of three parts, the last of which is this. */
  boolean isFor(String last) {
    return path.length == 3 && path[2].equals(last);
  }

  /** From WeChat: the ticket stands in the path, as WeChat adds parameters of its own. */
  boolean back() {
    return path.length == 4 && path[2].equals("back");
  }

  /** From the address alone: to look among the parameters would read the body. */
  @Nullable String ticket() {
    String query = request.getQueryString();
    String name = Passes.TICKET + "=";
    return back()
        ? path[3]
        : query != null && query.startsWith(name) ? query.substring(name.length()) : null;
  }

  @Nullable Long visitor() {
    return cookies.read(request);
  }

  /** By whose personal link they came; null for nobody's. */
  @Nullable String invited() {
    for (Cookie cookie : Objects.requireNonNullElse(request.getCookies(), new Cookie[0])) {
      if (cookie.getName().equals(INVITED)) {
        return cookie.getValue();
      }
    }
    return null;
  }

  void remember(String invitation) {
    response.addHeader(
        "Set-Cookie",
        "%s=%s; Path=/p; Max-Age=86400; HttpOnly; SameSite=Lax%s"
            .formatted(INVITED, invitation, request.isSecure() ? "; Secure" : ""));
  }

  String agent() {
    return Objects.requireNonNullElse(request.getHeader("User-Agent"), "");
  }

  boolean inWeChat() {
    return agent().contains("MicroMessenger") && !agent().contains("wxwork");
  }

  String parameter(String name) {
    return Objects.requireNonNullElse(request.getParameter(name), "");
  }

  /** Where this server is, as the visitor sees it. */
  String base() {
    URI asked = URI.create(request.getRequestURL().toString());
    return asked.getScheme() + "://" + asked.getRawAuthority();
  }

  PageHtml html() {
    String languages = request.getHeader("Accept-Language");
    return new PageHtml(languages == null || languages.toLowerCase(Locale.ROOT).startsWith("zh"));
  }

  /**
   * @param again where to try once more; null for nowhere
   */
  void notice(int status, Say title, @Nullable Say text, @Nullable String again)
      throws IOException {
    send(status, html().notice(title, text, again));
  }

  void send(int status, String html) throws IOException {
    response.setStatus(status);
    response.setContentType("text/html;charset=utf-8");
    response.getWriter().write(html);
  }

  void redirect(int status, String to) {
    response.setStatus(status);
    response.setHeader("Location", to);
  }

  boolean tooLarge(long most) {
    return request.getContentLengthLong() > most || request.getContentLengthLong() < 0;
  }

  boolean multipart() {
    return String.valueOf(request.getContentType()).startsWith("multipart/form-data");
  }

  void drain() throws IOException {
    byte[] buffer = new byte[1 << 16];
    int read;
    for (long all = 0; all < PATIENCE; all += read) {
      read = request.getInputStream().read(buffer);
      if (read < 0) {
        return;
      }
    }
  }
}
