package io.liana.acquisition;

import io.liana.kernel.Actor;
import io.liana.kernel.CommunityId;
import io.liana.kernel.Given;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Codes that are one person's: who comes by one is who was asked. */
@Component
public class PersonalCodes {
  private final Codes codes;
  private final PlanStore plans;
  private final JdbcClient jdbc;

  PersonalCodes(Codes codes, PlanStore plans, JdbcClient jdbc) {
    this.codes = codes;
    this.plans = plans;
    this.jdbc = jdbc;
  }

  /** The names of new codes, in the order of the labels. */
  public List<String> make(
      CommunityId community, long plan, List<String> labels, @Nullable Instant expires, Actor by) {
    return codes
        .create(
            community,
            plan,
            labels.stream().map(label -> new Codes.Draft(label, null)).toList(),
            expires,
            by)
        .stream()
        .map(code -> Slug.text(code.slug()))
        .toList();
  }

  /** 400 for a plan of another community. */
  public void mustBeOf(CommunityId community, long plan) {
    if (plans.find(plan).filter(found -> found.community().equals(community)).isEmpty()) {
      throw Given.wrong("plan_id", "is no plan of this community");
    }
  }

  /** When these were first scanned by a person; those that never were are absent. */
  public Map<String, Instant> opened(List<String> names) {
    Map<String, Instant> opened = new HashMap<>();
    List<Long> slugs = names.stream().flatMap(name -> Slug.parse(name).stream().boxed()).toList();
    jdbc.sql(
            """
            select c.slug, min(s.at) as at
              from acquisition_code c join acquisition_scan s on s.code_id = c.id
             where c.slug = any (:slugs) and s.result not in ('robot', 'refused')
             group by c.slug
            """)
        .param("slugs", slugs.toArray(Long[]::new))
        .query(
            row -> {
              opened.put(
                  Slug.text(row.getLong("slug")),
                  row.getObject("at", java.time.OffsetDateTime.class).toInstant());
            });
    return opened;
  }
}
