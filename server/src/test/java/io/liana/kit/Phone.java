package io.liana.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** A phone that scans live codes: WeChat's browser, and the cookie it was given. */
public final class Phone {
  public static final String WECHAT =
      "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) MicroMessenger/8.0.50";
  private static final HttpClient HTTP =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

  private final RunningLiana liana;
  private String cookie = "";

  public Phone(RunningLiana liana) {
    this.liana = liana;
  }

  /** Where it was sent, empty for a page. */
  public record Scanned(int status, String location, String text) {}

  public Scanned scan(String slug) {
    return open("/c/" + slug);
  }

  public Scanned open(String path) {
    var request =
        HttpRequest.newBuilder(URI.create(liana.url() + path)).header("User-Agent", WECHAT);
    if (!cookie.isEmpty()) {
      request.header("Cookie", cookie);
    }
    try {
      HttpResponse<String> answer = HTTP.send(request.build(), BodyHandlers.ofString());
      answer
          .headers()
          .firstValue("Set-Cookie")
          .ifPresent(given -> cookie = given.replaceFirst(";.*", ""));
      return new Scanned(
          answer.statusCode(), answer.headers().firstValue("Location").orElse(""), answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The number in the cookie; fails before the first scan. */
  public long visitor() {
    return Long.parseLong(cookie.substring(cookie.indexOf('=') + 1), 16);
  }
}
