package io.liana.bench;

import io.liana.insight.ForecastTraining;
import java.util.Arrays;

/** {@code ./liana bench WHAT [options]}: each measurement prints one table and the machine. */
public final class Bench {
  private Bench() {}

  public static void main(String[] args) throws Exception {
    String what = args.length == 0 ? "" : args[0];
    String[] rest = Arrays.copyOfRange(args, Math.min(1, args.length), args.length);
    switch (what) {
      case "intake" -> IntakeBench.main(rest);
      case "moderation" -> ModerationBench.main(rest);
      case "import" -> ImportBench.main(rest);
      case "pace" -> PaceBench.main(rest);
      case "callbacks" -> CallbackBench.main(rest);
      case "redirect" -> RedirectBench.main(rest);
      case "insight" -> InsightBench.main(rest);
      case "dashboard" -> DashboardBench.main(rest);
      case "report" -> ReportBench.main(rest);
      case "segments" -> SegmentBench.main(rest);
      case "forecast" -> ForecastTraining.main(rest);
      default -> {
        System.err.println(
            """
            usage: ./liana bench intake [--json FILE]
                   ./liana bench moderation [--json FILE] [--kernel | --detector | --train]
                   ./liana bench import [--json FILE]
                   ./liana bench report [--json FILE]
                   ./liana bench insight [--json FILE] [--events N]
                   ./liana bench dashboard [--json FILE]
                   ./liana bench pace [--json FILE]
                   ./liana bench callbacks [--json FILE]
                   ./liana bench redirect [--json FILE]
                   ./liana bench segments [--json FILE] [--all | --many | --live]
                   ./liana bench forecast DATA [OUT.json]""");
        System.exit(2);
      }
    }
  }
}
