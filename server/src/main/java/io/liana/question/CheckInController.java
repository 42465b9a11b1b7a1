package io.liana.question;

import io.liana.kernel.Caller;
import io.liana.kernel.CommunityId;
import io.liana.kernel.Given;
import io.liana.kernel.Permission;
import io.liana.question.CheckIns.Answer;
import io.liana.question.CheckIns.Weeks;
import io.liana.statistics.BgBb;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Who will come again in a week, over HTTP. */
@RestController
class CheckInController {
  private static final int MOST_WEEKS = 104;

  private final CheckIns checkIns;

  CheckInController(CheckIns checkIns) {
    this.checkIns = checkIns;
  }

  record ModelSeen(double alpha, double beta, double gamma, double delta, double logLikelihood) {
    static ModelSeen of(BgBb.Fit fit) {
      BgBb model = fit.model();
      return new ModelSeen(
          model.alpha(), model.beta(), model.gamma(), model.delta(), fit.logLikelihood());
    }
  }

  record CheckInSeen(
      @Nullable LocalDate until,
      int weeks,
      long members,
      long returners,
      @Nullable ModelSeen model,
      long[] alive,
      @Nullable Double expected,
      @Nullable Long observed,
      List<Weeks> times) {}

  @GetMapping("/api/v1/communities/{community}/questions/check-in")
  @Permission("report:read")
  CheckInSeen checkIn(
      @PathVariable String community,
      @RequestParam(required = false) @Nullable String until,
      @RequestParam(defaultValue = "12") int weeks,
      Caller caller) {
    CommunityId id = CommunityId.parse(community);
    caller.mustSee(id);
    if (weeks < 1 || weeks > MOST_WEEKS) {
      throw Given.wrong("weeks", "must be 1 to 104");
    }
    Answer answer = checkIns.answer(id, Given.day("until", until), weeks);
    return new CheckInSeen(
        answer.until(),
        weeks,
        answer.members(),
        answer.returners(),
        answer.fit() == null ? null : ModelSeen.of(answer.fit()),
        answer.alive(),
        answer.expected(),
        answer.observed(),
        answer.times());
  }
}
