package io.liana.gate;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.springframework.stereotype.Component;

/** What pages are made of beside their HTML: two scripts, and pictures. */
@Component
class PageFiles {
  private static final String SCRIPT = "text/javascript;charset=utf-8";

  /** A file and what it is called while it stays as it is. */
  private record File(byte[] bytes, String tag) {
    static File of(String name) {
      byte[] bytes = PageHtml.resource(name).getBytes(StandardCharsets.UTF_8);
      return new File(bytes, '"' + Captchas.sha256(bytes).substring(0, 16) + '"');
    }
  }

  private final Map<String, File> scripts =
      Map.of("page.js", File.of("page.js"), "solve.js", File.of("solve.js"));
  private final PageStore store;

  PageFiles(PageStore store) {
    this.store = store;
  }

  /**
   * @return false when it is none of ours
   */
  boolean serve(Asking asking) throws IOException {
    String[] path = asking.path;
    HttpServletRequest request = asking.request;
    HttpServletResponse response = asking.response;
    File script = path.length == 1 ? scripts.get(path[0]) : null;
    if (script != null) {
      // A new release has new scripts: browsers ask whether theirs is still the one.
      response.setHeader("Cache-Control", "no-cache");
      response.setHeader("ETag", script.tag());
      if (script.tag().equals(request.getHeader("If-None-Match"))) {
        response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
      } else {
        response.setContentType(SCRIPT);
        response.getOutputStream().write(script.bytes());
      }
      return true;
    }
    if (path.length != 2 || !path[0].equals("picture")) {
      return false;
    }
    PageStore.Picture picture =
        PageReading.HASH.matcher(path[1]).matches() ? store.picture(path[1]).orElse(null) : null;
    if (picture == null) {
      response.setStatus(HttpServletResponse.SC_NOT_FOUND);
      return true;
    }
    response.setHeader("Content-Security-Policy", "sandbox; default-src 'none'");
    response.setHeader("Cache-Control", "public, max-age=31536000, immutable");
    response.setContentType(picture.type());
    response.getOutputStream().write(picture.bytes());
    return true;
  }
}
