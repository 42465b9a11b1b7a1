package io.liana.review;

import io.liana.kernel.Caller;
import io.liana.kernel.Permission;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** A review to send on: as a page, and as paper. */
@RestController
@RequestMapping("/api/v1/reviews/{review}")
@Permission("review:read")
class BoardController {
  private final Reading reading;
  private final Clock clock;

  BoardController(Reading reading, Clock clock) {
    this.reading = reading;
    this.clock = clock;
  }

  /**
   * @param language of the words; the browser's when absent
   */
  record Asked(@Nullable String against, @Nullable String language) {}

  @GetMapping(path = "/board.html", produces = MediaType.TEXT_HTML_VALUE)
  ResponseEntity<byte[]> page(
      @PathVariable String review, Asked asked, Caller caller, Locale browser) {
    Board board = board(review, asked, caller, browser);
    return ResponseEntity.ok()
        .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
        .header("Content-Security-Policy", BoardHtml.POLICY)
        .header(HttpHeaders.CONTENT_DISPOSITION, file(board, "html"))
        .body(BoardHtml.of(board).getBytes(StandardCharsets.UTF_8));
  }

  @GetMapping(path = "/board.pdf", produces = MediaType.APPLICATION_PDF_VALUE)
  ResponseEntity<byte[]> paper(
      @PathVariable String review, Asked asked, Caller caller, Locale browser) {
    Board board = board(review, asked, caller, browser);
    return ResponseEntity.ok()
        .header(HttpHeaders.CONTENT_DISPOSITION, file(board, "pdf"))
        .body(BoardPdf.of(board));
  }

  private Board board(String review, Asked asked, Caller caller, Locale browser) {
    Words words = Words.of(asked.language(), browser);
    String against = asked.against() == null || asked.against().isEmpty() ? null : asked.against();
    return Board.of(reading.read(review, against, caller), words, clock.instant());
  }

  private static String file(Board board, String kind) {
    String name = board.title().replaceAll("[\\\\/:*?\"<>|\\p{Cntrl}]", "_");
    return ContentDisposition.attachment()
        .filename(name + "." + kind, StandardCharsets.UTF_8)
        .build()
        .toString();
  }
}
