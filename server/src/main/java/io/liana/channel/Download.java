package io.liana.channel;

import java.nio.charset.StandardCharsets;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;

/** How bytes that somebody else wrote are served: to be saved, never opened as a page of ours. */
public final class Download {
  private Download() {}

  /**
   * @param type a picture may still be shown in a page
   */
  public static HttpHeaders headers(String name, String type) {
    var headers = new HttpHeaders();
    headers.set(HttpHeaders.CONTENT_TYPE, type);
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Content-Security-Policy", "sandbox; default-src 'none'");
    headers.set(HttpHeaders.CACHE_CONTROL, "private, max-age=3600");
    headers.setContentDisposition(
        ContentDisposition.attachment().filename(name, StandardCharsets.UTF_8).build());
    return headers;
  }
}
