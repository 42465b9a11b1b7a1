package io.liana.acquisition;

import io.liana.content.Csv;
import io.liana.kernel.Caller;
import io.liana.kernel.CommunityId;
import io.liana.kernel.Given;
import io.liana.kernel.Permission;
import io.liana.kernel.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Codes: tables in, sheets for the printer out. */
@RestController
@RequestMapping("/api/v1/communities/{community}")
class TableController {
  private final CodeTables tables;
  private final CodeStore codes;

  TableController(CodeTables tables, CodeStore codes) {
    this.tables = tables;
    this.codes = codes;
  }

  @PostMapping(path = "/code-table", consumes = "text/csv")
  @Permission("acquisition:write")
  CodeTables.CodesRead codes(
      @PathVariable String community,
      @RequestParam(required = false) @Nullable String plan,
      @RequestParam(name = "dry_run", defaultValue = "false") boolean dryRun,
      HttpServletRequest request,
      Caller caller)
      throws IOException {
    CommunityId id = CommunityId.parse(community);
    caller.mustSee(id);
    if (plan == null) {
      throw Given.wrong("plan", "is missing");
    }
    return tables.read(
        id, Problem.parseId(plan), Csv.body(request.getInputStream()), dryRun, caller);
  }

  /**
   * @param mm the side of a code with its quiet zone
   */
  record Sheet(
      @Nullable String channel,
      @Nullable String plan,
      @Nullable Integer mm,
      @Nullable String format) {}

  /** Up to 1,000 codes, the newest first, for the printer. */
  @GetMapping("/code-sheet")
  @Permission("acquisition:read")
  ResponseEntity<byte[]> sheet(@PathVariable String community, Sheet sheet, Caller caller) {
    CommunityId id = CommunityId.parse(community);
    caller.mustSee(id);
    String format = Given.oneOf("format", sheet.format(), List.of("pdf", "png", "svg"));
    int mm = sheet.mm() == null ? 40 : sheet.mm();
    if (mm < PrintSheet.SMALLEST || mm > PrintSheet.LARGEST) {
      throw Given.wrong("mm", "must be 20 to 180");
    }
    List<PrintSheet.Item> items =
        codes
            .page(
                id, parse(sheet.channel()), parse(sheet.plan()), Long.MAX_VALUE, Codes.MOST_AT_ONCE)
            .stream()
            .map(code -> new PrintSheet.Item(code.label(), url(code)))
            .toList();
    boolean pdf = format == null || format.equals("pdf");
    byte[] body = pdf ? PrintSheet.pdf(items, mm) : PrintSheet.zip(items, mm, "png".equals(format));
    return ResponseEntity.ok()
        .contentType(MediaType.valueOf(pdf ? "application/pdf" : "application/zip"))
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment()
                .filename(pdf ? "codes.pdf" : "codes-" + format + ".zip")
                .build()
                .toString())
        .body(body);
  }

  private static @Nullable Long parse(@Nullable String id) {
    return id == null || id.isEmpty() ? null : Problem.parseId(id);
  }

  private static String url(LiveCode code) {
    return ServletUriComponentsBuilder.fromCurrentContextPath()
        .path("/c/")
        .path(Slug.text(code.slug()))
        .toUriString();
  }
}
