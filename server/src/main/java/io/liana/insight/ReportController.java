package io.liana.insight;

import io.liana.community.GroupView;
import io.liana.community.Groups;
import io.liana.insight.Reports.Sheet;
import io.liana.kernel.Caller;
import io.liana.kernel.GroupId;
import io.liana.kernel.Permission;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The report over HTTP: as JSON, as the rows behind the charts, and as something to send on. */
@RestController
@RequestMapping("/api/v1/groups/{group}")
@Permission("report:read")
class ReportController {
  private final Reports reports;
  private final Groups groups;

  ReportController(Reports reports, Groups groups) {
    this.reports = reports;
    this.groups = groups;
  }

  /**
   * What every form of the report can be asked for.
   *
   * @param language of the sentences; the browser's when absent
   */
  record Asked(
      @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate from,
      @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate to,
      @Nullable String cohort,
      @Nullable String language) {}

  @GetMapping("/report")
  Report report(@PathVariable String group, Asked asked, Caller caller, Locale browser) {
    return sheet(group, asked, caller, words(asked, browser)).report();
  }

  @GetMapping("/report/series")
  Series series(@PathVariable String group, Asked asked, Caller caller, Locale browser) {
    return sheet(group, asked, caller, words(asked, browser)).series();
  }

  @GetMapping(path = "/report.txt", produces = MediaType.TEXT_PLAIN_VALUE)
  ResponseEntity<byte[]> text(
      @PathVariable String group, Asked asked, Caller caller, Locale browser) {
    Catalogue words = words(asked, browser);
    String text = ReportText.of(sheet(group, asked, caller, words).report(), words);
    return ResponseEntity.ok()
        .contentType(new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8))
        .body(text.getBytes(StandardCharsets.UTF_8));
  }

  @GetMapping(path = "/report.html", produces = MediaType.TEXT_HTML_VALUE)
  ResponseEntity<byte[]> page(
      @PathVariable String group, Asked asked, Caller caller, Locale browser) {
    Catalogue words = words(asked, browser);
    String page = ReportHtml.of(sheet(group, asked, caller, words), words);
    return ResponseEntity.ok()
        .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
        // The page has no script; its style and its charts are its own.
        .header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
        .body(page.getBytes(StandardCharsets.UTF_8));
  }

  @GetMapping(path = "/report.png", produces = MediaType.IMAGE_PNG_VALUE)
  byte[] picture(@PathVariable String group, Asked asked, Caller caller, Locale browser) {
    Catalogue words = words(asked, browser);
    Drawing picture = ReportPicture.of(sheet(group, asked, caller, words), words);
    return PngPaint.paint(picture, words == Catalogue.ZH);
  }

  private Sheet sheet(String group, Asked asked, Caller caller, Catalogue words) {
    GroupView view = groups.get(GroupId.parse(group), caller);
    return reports.sheet(view, asked.from(), asked.to(), Cohort.parse(asked.cohort()), words);
  }

  private static Catalogue words(Asked asked, Locale browser) {
    return asked.language() != null
        ? Catalogue.parse(asked.language())
        : browser.getLanguage().equals("zh") ? Catalogue.ZH : Catalogue.EN;
  }
}
