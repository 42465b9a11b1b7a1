/**
 * How healthy a group is. Facts (ids, times and codes; no names, no text) follow the settled
 * archive into an embedded DuckDB file, {@code insight.duckdb} in the data folder. The file may be
 * deleted at any time: the next report fills it again.
 *
 * <p>{@link io.liana.insight.Reports} is the way in. {@code FactFeed} copies, {@code FactListing}
 * counts, the records {@code Activity}, {@code Retention} … hold one formula each, as defined in
 * docs/metrics.md, {@code Findings} reads them aloud, {@code Forecast} looks ahead, and the {@code
 * Report…} classes put it on a page.
 */
@NullMarked
@ApplicationModule(
    allowedDependencies = {
      "kernel",
      "journal",
      "identity",
      "channel",
      "community",
      "member",
      "content"
    })
package io.liana.insight;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
