package io.liana.kit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A visitor's phone: opens addresses, keeps cookies by their path, sends forms, counts for the
 * captcha.
 */
public final class Phone {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final HttpClient HTTP =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
  private static final Pattern FORM =
      Pattern.compile("<form method=\"post\"[^>]*action=\"([^\"]*)\"");

  private final String root;
  private final String language;
  private final String agent;
  private final Map<String, String> cookies = new LinkedHashMap<>();

  public Phone(RunningLiana liana) {
    this(liana, "zh-CN,zh", "Mozilla/5.0 (iPhone) MicroMessenger/8.0.50");
  }

  public Phone(RunningLiana liana, String language, String agent) {
    this(liana.url(), language, agent);
  }

  private Phone(String root, String language, String agent) {
    this.root = root;
    this.language = language;
    this.agent = agent;
  }

  /** Another program with the same cookies, e.g. what draws previews of links. */
  public Phone as(String program) {
    var other = new Phone(root, language, program);
    other.cookies.putAll(cookies);
    return other;
  }

  /** What came back; {@code at} is the address it came from. */
  public record Screen(String at, int status, String location, String text, String policy) {
    /** Where the form for this gate goes. */
    public String form(String gate) {
      Matcher form = FORM.matcher(text);
      while (form.find()) {
        String action = form.group(1).replace("&amp;", "&");
        if (action.contains("/" + gate + "?")) {
          return action;
        }
      }
      throw new AssertionError("no form for " + gate + " at " + at + " (" + status + "): " + text);
    }

    public String field(String name) {
      Matcher field = Pattern.compile("name=\"" + name + "\" value=\"([^\"]*)\"").matcher(text);
      return field.find() ? field.group(1) : "";
    }

    /** The big button of who is through. */
    public String enter() {
      Matcher link = Pattern.compile("<a class=\"go\" href=\"([^\"]*)\"").matcher(text);
      return link.find() ? link.group(1).replace("&amp;", "&") : "";
    }
  }

  /** A file to be sent. */
  public record Sending(String name, byte[] bytes) {}

  public Screen get(String address) {
    return send(address, HttpRequest.newBuilder().GET());
  }

  /** Scans a live code, and goes nowhere yet. */
  public Screen scan(String slug) {
    return get("/c/" + slug);
  }

  /** The number in the cookie of who scanned; fails before the first scan. */
  public long visitor() {
    return cookies.entrySet().stream()
        .filter(cookie -> cookie.getKey().startsWith("liana_visitor|"))
        .map(cookie -> HexFormat.fromHexDigitsToLong(cookie.getValue(), 0, 16))
        .findFirst()
        .orElseThrow();
  }

  /** Follows redirects as long as they stay on this server. */
  public Screen open(String address) {
    Screen screen = get(address);
    for (int hops = 0; screen.location().startsWith("/") && hops < 6; hops++) {
      screen = get(screen.location());
    }
    return screen;
  }

  /** Fills in the gate's form and sends it; solves the captcha where there is one. */
  public Screen fill(Screen screen, String gate, Map<String, ?> fields) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("v", screen.field("v"));
    if (screen.text().contains("name=\"try\"")) {
      all.put("try", screen.field("try"));
    }
    if (screen.text().contains("name=\"altcha\"")) {
      all.put("altcha", solution(screen, gate));
    }
    all.putAll(fields);
    return post(screen.form(gate), all);
  }

  public String solution(Screen screen, String gate) {
    String form = screen.form(gate);
    String challenge = form.replaceFirst("^(/p/\\d+)/[^?]*", "$1/challenge");
    JsonNode asked = JSON.readTree(get(challenge).text());
    String salt = asked.path("salt").asString();
    for (int n = 0; n <= asked.path("maxnumber").asInt(); n++) {
      if (sha256(salt + n).equals(asked.path("challenge").asString())) {
        Map<String, Object> solved = new LinkedHashMap<>();
        for (String name : new String[] {"algorithm", "challenge", "salt", "signature"}) {
          solved.put(name, asked.path(name).asString());
        }
        solved.put("number", n);
        return Base64.getEncoder()
            .encodeToString(JSON.writeValueAsString(solved).getBytes(StandardCharsets.UTF_8));
      }
    }
    throw new AssertionError("nothing solves " + asked);
  }

  /** Values are texts, lists of texts, or files. */
  public Screen post(String address, Map<String, ?> fields) {
    String boundary = "----phone";
    var body = new ByteArrayOutputStream();
    fields.forEach(
        (name, value) -> {
          for (Object one : value instanceof Iterable<?> many ? many : java.util.List.of(value)) {
            part(body, boundary, name, one);
          }
        });
    body.writeBytes(("--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
    return send(
        address,
        HttpRequest.newBuilder()
            .header("Content-Type", "multipart/form-data; boundary=" + boundary)
            .POST(BodyPublishers.ofByteArray(body.toByteArray())));
  }

  private static void part(ByteArrayOutputStream body, String boundary, String name, Object value) {
    String file =
        value instanceof Sending sending
            ? "; filename=\"%s\"\r\nContent-Type: application/octet-stream"
                .formatted(sending.name())
            : "";
    body.writeBytes(
        "--%s\r\nContent-Disposition: form-data; name=\"%s\"%s\r\n\r\n"
            .formatted(boundary, name, file)
            .getBytes(StandardCharsets.UTF_8));
    body.writeBytes(
        value instanceof Sending sending
            ? sending.bytes()
            : value.toString().getBytes(StandardCharsets.UTF_8));
    body.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
  }

  private Screen send(String address, HttpRequest.Builder request) {
    request
        .uri(URI.create(address.startsWith("/") ? root + address : address))
        .header("Accept-Language", language)
        .header("User-Agent", agent);
    StringBuilder held = new StringBuilder();
    cookies.forEach(
        (key, value) -> {
          if (address.startsWith(key.substring(key.indexOf('|') + 1))) {
            held.append(held.isEmpty() ? "" : "; ")
                .append(key, 0, key.indexOf('|'))
                .append('=')
                .append(value);
          }
        });
    if (!held.isEmpty()) {
      request.header("Cookie", held.toString());
    }
    try {
      HttpResponse<String> answer = HTTP.send(request.build(), BodyHandlers.ofString());
      answer.headers().allValues("Set-Cookie").forEach(this::keep);
      return new Screen(
          address,
          answer.statusCode(),
          answer.headers().firstValue("Location").orElse(""),
          answer.body(),
          answer.headers().firstValue("Content-Security-Policy").orElse(""));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void keep(String cookie) {
    String name = cookie.substring(0, cookie.indexOf('='));
    String value = cookie.substring(cookie.indexOf('=') + 1).replaceFirst(";.*", "");
    String path = cookie.replaceFirst(".*Path=([^;]*).*", "$1");
    cookies.put(name + "|" + path, value);
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
