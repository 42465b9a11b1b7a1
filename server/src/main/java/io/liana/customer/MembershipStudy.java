package io.liana.customer;

import io.liana.customer.Books.Customer;
import io.liana.customer.UserStore.Known;
import io.liana.statistics.Study;
import io.liana.statistics.Uplift;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Who joined within a window against customers who had not by its end (a landmark, so that nobody
 * is a member for having bought later): everything compared is older than the window, the outcome
 * later. Pure.
 *
 * @param members who joined in the window
 * @param others who had not joined by its end
 * @param later of these, joined during the outcome: they count as others
 * @param before members from before the window, left out: what they bought since is part of the
 *     effect
 * @param fresh who had bought nothing before the window (of users: was not seen), left out: nothing
 *     to compare by
 * @param incomplete users of whom a trait is unknown, left out
 * @param invited of the others, were invited
 */
record MembershipStudy(
    int members,
    int others,
    int later,
    int before,
    int fresh,
    int incomplete,
    int invited,
    Uplift uplift) {

  enum Outcome {
    /** Money net of refunds, in whole units of the currency. */
    SPEND,
    /** 1 for who bought, 0 for who did not. */
    REPURCHASE
  }

  /**
   * @param from the first day of joining
   * @param joining days of it
   * @param days of the outcome, and of the time before that differences are taken to
   */
  record Window(LocalDate from, int joining, int days) {
    LocalDate start() {
      return from.plusDays(joining);
    }

    LocalDate end() {
      return start().plusDays(days);
    }
  }

  private record Person(boolean member, double[] traits, double outcome, double before) {}

  /**
   * @param joined the day each member came in
   */
  static MembershipStudy of(
      Books books, Map<Long, LocalDate> joined, Window window, Outcome outcome, double units) {
    List<Person> people = new ArrayList<>();
    int later = 0;
    int before = 0;
    int fresh = 0;
    for (Customer one : books.customers()) {
      LocalDate since = one.member() == null ? null : joined.get(one.member());
      List<Books.Order> past = Books.orders(one, window.from().minusDays(1), Books.Basis.NET);
      if (since != null && since.isBefore(window.from())) {
        before++;
      } else if (past.isEmpty()) {
        fresh++;
      } else {
        boolean member = since != null && since.isBefore(window.start());
        later += !member && since != null && since.isBefore(window.end()) ? 1 : 0;
        people.add(
            new Person(
                member,
                traits(one, past, window, units),
                measured(one, window.start(), window.end(), outcome, units),
                measured(
                    one, window.from().minusDays(window.days()), window.from(), outcome, units)));
      }
    }
    int members = (int) people.stream().filter(Person::member).count();
    return new MembershipStudy(
        members,
        people.size() - members,
        later,
        before,
        fresh,
        0,
        0,
        Uplift.of(study(people, TRAITS)));
  }

  /**
   * The same among all who use the product, whether they buy or not, alike in what the product says
   * of them. That is taken as known before the window: the table has to be from then.
   *
   * @param traits in the order of the users
   */
  static MembershipStudy among(
      List<Known> users,
      UserTraits traits,
      Books books,
      Map<Long, LocalDate> joined,
      Window window,
      Outcome outcome,
      double units) {
    Map<Long, Customer> customers =
        books.customers().stream().collect(Collectors.toMap(Customer::id, one -> one));
    List<Person> people = new ArrayList<>();
    int later = 0;
    int before = 0;
    int fresh = 0;
    int incomplete = 0;
    int invited = 0;
    for (int i = 0; i < users.size(); i++) {
      Known user = users.get(i);
      double[] row = traits.rows().get(i);
      LocalDate since = user.member() == null ? null : joined.get(user.member());
      if (since != null && since.isBefore(window.from())) {
        before++;
      } else if (!user.firstSeen().isBefore(window.from())) {
        fresh++;
      } else if (row == null) {
        incomplete++;
      } else {
        Customer bought =
            customers.getOrDefault(
                user.person(), new Customer(user.person(), user.member(), List.of()));
        boolean member = since != null && since.isBefore(window.start());
        later += !member && since != null && since.isBefore(window.end()) ? 1 : 0;
        invited += !member && user.invited() ? 1 : 0;
        people.add(
            new Person(
                member,
                row,
                measured(bought, window.start(), window.end(), outcome, units),
                measured(
                    bought,
                    window.from().minusDays(window.days()),
                    window.from(),
                    outcome,
                    units)));
      }
    }
    int members = (int) people.stream().filter(Person::member).count();
    return new MembershipStudy(
        members,
        people.size() - members,
        later,
        before,
        fresh,
        incomplete,
        invited,
        Uplift.of(study(people, traits.names())));
  }

  private static final List<String> TRAITS =
      List.of("orders", "spend", "recent_spend", "days_since_last", "days_since_first");

  private static double[] traits(
      Customer one, List<Books.Order> past, Window window, double units) {
    LocalDate first = past.getFirst().day();
    LocalDate last = past.getLast().day();
    double spend = past.stream().mapToLong(Books.Order::amount).sum() / units;
    double recent =
        measured(one, window.from().minusDays(window.days()), window.from(), Outcome.SPEND, units);
    // Logarithms: the tenth order says less than the second.
    return new double[] {
      Math.log1p(past.size()),
      Math.log1p(spend),
      Math.log1p(Math.max(0, recent)),
      Math.log1p(ChronoUnit.DAYS.between(last, window.from())),
      Math.log1p(ChronoUnit.DAYS.between(first, window.from()))
    };
  }

  /** From a day on, before another. */
  private static double measured(
      Customer one, LocalDate from, LocalDate to, Outcome outcome, double units) {
    long money = 0;
    boolean bought = false;
    for (Books.Entry entry : one.entries()) {
      if (!entry.day().isBefore(from) && entry.day().isBefore(to)) {
        money += entry.amount();
        bought |= entry.amount() > 0;
      }
    }
    return switch (outcome) {
      case SPEND -> money / units;
      case REPURCHASE -> bought ? 1 : 0;
    };
  }

  /** Left out: a trait all share, and one that says the same as one before it. */
  private static Study study(List<Person> people, List<String> names) {
    int[] telling =
        IntStream.range(0, names.size())
            .filter(i -> people.stream().mapToDouble(one -> one.traits()[i]).distinct().count() > 1)
            .filter(i -> IntStream.range(0, i).noneMatch(before -> same(people, before, i)))
            .toArray();
    boolean[] member = new boolean[people.size()];
    for (int i = 0; i < member.length; i++) {
      member[i] = people.get(i).member();
    }
    return new Study(
        IntStream.of(telling).mapToObj(names::get).toList(),
        people.stream()
            .map(one -> IntStream.of(telling).mapToDouble(i -> one.traits()[i]).toArray())
            .toArray(double[][]::new),
        member,
        people.stream().mapToDouble(Person::outcome).toArray(),
        people.stream().mapToDouble(Person::before).toArray());
  }

  /** E.g. the first order and the last, where everybody has bought once. */
  private static boolean same(List<Person> people, int one, int other) {
    return people.stream().allMatch(who -> who.traits()[one] == who.traits()[other]);
  }
}
