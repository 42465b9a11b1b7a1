package io.liana.acquisition;

import io.liana.content.QrCode;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.HtmlUtils;

/** The pages a scan may end on, in the visitor's language: small, without scripts. */
final class ScanPage {
  private static final String PAGE =
      """
      <!doctype html>
      <html lang="%s"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex">
      <title>%s</title>
      <style>body{font:17px/1.6 system-ui,"PingFang SC","Noto Sans CJK SC",sans-serif;margin:0;color:#1f2329;background:#f5f6f7}\
      main{max-width:26rem;margin:12vh auto 0;padding:2rem 1.5rem;background:#fff;border-radius:12px;text-align:center}\
      h1{font-size:1.3rem;margin:0 0 .5rem;overflow-wrap:anywhere}p{margin:.5rem 0;white-space:pre-line;overflow-wrap:anywhere}svg,img{width:min(70vw,18rem);height:auto;margin-top:1rem}\
      a{color:#0958d9;overflow-wrap:anywhere}</style></head>
      <body><main><h1>%s</h1>%s</main></body></html>
      """;

  private static final String POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private final boolean chinese;

  /**
   * @param languages as the browser sends them
   */
  ScanPage(@Nullable String languages) {
    chinese = languages == null || languages.toLowerCase(Locale.ROOT).startsWith("zh");
  }

  void unknown(HttpServletResponse response) throws IOException {
    send(
        response,
        404,
        say("这个码不存在", "There is no such code"),
        paragraph(
            say(
                "请核对二维码或链接，或联系发码的人。",
                "Check the code or the link, or ask whoever gave it to you.")));
  }

  void closed(HttpServletResponse response) throws IOException {
    send(
        response,
        410,
        say("这个码已停用", "This code is no longer in use"),
        paragraph(
            say("活动可能已经结束，请联系发码的人。", "What it was for may be over. Ask whoever gave it to you.")));
  }

  void busy(HttpServletResponse response) throws IOException {
    response.setHeader("Retry-After", "3");
    send(
        response,
        503,
        say("人有点多", "Many people are here"),
        paragraph(say("请几秒后再扫一次。", "Scan again in a few seconds.")));
  }

  void tooFast(HttpServletResponse response) throws IOException {
    response.setHeader("Retry-After", "60");
    send(
        response,
        429,
        say("扫得太快了", "That was very often"),
        paragraph(
            say(
                "这里一分钟内扫码太多，请过一分钟再扫。",
                "There were too many scans from here within a minute. Scan again in a minute.")));
  }

  /** For whoever fetches a page to show a card of it. */
  void preview(HttpServletResponse response) throws IOException {
    send(
        response,
        200,
        say("扫码加入", "Join by this code"),
        paragraph(say("请在手机上打开。", "Open it on a phone.")));
  }

  void words(HttpServletResponse response, Target.Words words) throws IOException {
    send(response, 200, words.title(), paragraph(words.text()));
  }

  void door(HttpServletResponse response, Target.Door door) throws IOException {
    String hint = say("长按二维码，识别后加入", "Press the code and hold to join");
    send(response, 200, door.name(), paragraph(hint) + QrCode.svg(door.url(), door.name()));
  }

  /** The code as the platform drew it, from where the platform keeps it. */
  void picture(HttpServletResponse response, Target.Door door) throws IOException {
    String hint = say("长按二维码，识别后加入", "Press the code and hold to join");
    String name = HtmlUtils.htmlEscape(door.name());
    String from = HtmlUtils.htmlEscape(door.url());
    send(
        response,
        200,
        door.name(),
        paragraph(hint)
            + "<img src=\"%s\" alt=\"%s\" width=\"288\" height=\"288\">".formatted(from, name),
        POLICY + "; img-src https://*.qpic.cn");
  }

  private String say(String zh, String en) {
    return chinese ? zh : en;
  }

  private static String paragraph(String text) {
    return "<p>" + HtmlUtils.htmlEscape(text) + "</p>";
  }

  private void send(HttpServletResponse response, int status, String title, String body)
      throws IOException {
    send(response, status, title, body, POLICY);
  }

  private void send(
      HttpServletResponse response, int status, String title, String body, String policy)
      throws IOException {
    String safe = HtmlUtils.htmlEscape(title);
    byte[] bytes =
        PAGE.formatted(chinese ? "zh-CN" : "en", safe, safe, body).getBytes(StandardCharsets.UTF_8);
    response.setStatus(status);
    response.setHeader("Content-Security-Policy", policy);
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setContentType("text/html;charset=utf-8");
    response.setContentLength(bytes.length);
    response.getOutputStream().write(bytes);
  }
}
