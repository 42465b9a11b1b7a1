package io.liana.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.liana.kernel.CommunityId;
import io.liana.kit.Riverside;
import io.liana.kit.TestPostgres;
import io.liana.kit.TurnableClock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class LedgerTest {
  private static final AtomicInteger MADE = new AtomicInteger();
  private static HikariDataSource database;
  private static JdbcTemplate jdbc;
  private static TransactionTemplate transaction;
  private static Ledger ledger;
  private final CommunityId riverside = new CommunityId(MADE.incrementAndGet());

  @BeforeAll
  static void start() {
    database = TestPostgres.freshDataSource();
    jdbc = new JdbcTemplate(database);
    transaction = new TransactionTemplate(new JdbcTransactionManager(database));
    ledger =
        new Ledger(
            new LedgerStore(JdbcClient.create(database)), new TurnableClock(Riverside.MONDAY));
  }

  @AfterAll
  static void stop() {
    database.close();
  }

  @Test
  void whatever_is_posted_in_whatever_order_by_whomever_the_books_agree() throws Exception {
    long seed = new Random().nextLong();
    var random = new Random(seed);
    List<Entry> entries = new ArrayList<>();
    Map<String, Long> expected = new HashMap<>();
    for (int i = 0; i < 300; i++) {
      Entry entry = any(random, "e" + i);
      entries.add(entry);
      entry.postings().forEach(each -> expected.merge(each.account(), each.amount(), Long::sum));
    }
    List<Entry> asked = new ArrayList<>(entries);
    asked.addAll(entries.subList(0, 150)); // some are asked twice, side by side
    java.util.Collections.shuffle(asked, random);
    int posted = 0;
    try (var threads = Executors.newFixedThreadPool(6)) {
      List<Future<Boolean>> all =
          asked.stream().map(entry -> threads.submit(() -> post(entry))).toList();
      for (Future<Boolean> one : all) {
        posted += one.get() ? 1 : 0;
      }
    }
    Map<String, Long> balances = ledger.balances(riverside, Unit.FEN);
    assertThat(posted).as("seed %d", seed).isEqualTo(300);
    assertThat(balances).as("seed %d", seed).isEqualTo(expected);
    assertThat(balances.values().stream().mapToLong(each -> each).sum()).isZero();
    assertThat(
            ledger.entries(entries.stream().map(Entry::key).toList()).stream()
                .map(PostedEntry::entry))
        .containsExactlyInAnyOrderElementsOf(entries);
  }

  @Test
  void what_does_not_add_up_cannot_even_be_said() {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> entry("odd", new Posting("a", 5), new Posting("b", -4)));
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> entry("twice", new Posting("a", 5), new Posting("a", -5)));
    assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> entry("nothing"));
    assertThatExceptionOfType(ArithmeticException.class)
        .isThrownBy(
            () ->
                entry(
                    "over",
                    new Posting("a", Long.MAX_VALUE),
                    new Posting("b", Long.MAX_VALUE),
                    new Posting("c", 2)));
  }

  @Test
  void another_entry_under_the_same_key_is_a_fault_and_changes_nothing() {
    post(entry("key", new Posting("a", -5), new Posting("b", 5)));
    assertThatThrownBy(() -> post(entry("key", new Posting("a", -6), new Posting("b", 6))))
        .isInstanceOf(IllegalStateException.class);
    assertThat(ledger.balance(riverside, Unit.FEN, "b")).isEqualTo(5);
    assertThat(ledger.balance(riverside, Unit.POINTS, "b")).isZero();
  }

  @Test
  void an_entry_and_its_reason_are_there_together_or_not_at_all() {
    transaction.executeWithoutResult(
        status -> {
          ledger.post(entry("lost", new Posting("a", -5), new Posting("b", 5)));
          status.setRollbackOnly();
        });
    assertThat(ledger.balances(riverside, Unit.FEN)).isEmpty();
  }

  @Test
  void the_database_itself_refuses_what_is_not_double_entry() {
    post(entry("good", new Posting("a", -5), new Posting("b", 5)));
    long good = id(riverside + ":good");
    refused("update ledger_posting set amount = amount * 2 where transaction_id = " + good);
    refused("delete from ledger_posting where transaction_id = " + good);
    refused("update ledger_transaction set at = now() where id = " + good);
    refused("delete from ledger_account");
    String insert = "insert into ledger_transaction (key, community_id, unit, kind, postings, at)";
    String values = " values ('%s', %s, 'fen', 'odd', 2, now())";
    refused(insert + values.formatted("without postings", riverside));
    post(entry("other", new Posting("c", -1), new Posting("d", 1)));
    refused(
        """
        insert into ledger_posting (transaction_id, account_id, community_id, unit, amount)
        select %d, id, community_id, unit, case code when 'c' then 7 else -7 end
          from ledger_account where community_id = %s and code in ('c', 'd')
        """
            .formatted(good, riverside));
    refused(
        """
        with t as (insert into ledger_transaction (key, community_id, unit, kind, postings, at)
                   values ('strange', %s, 'points', 'odd', 2, now()) returning id)
        insert into ledger_posting (transaction_id, account_id, community_id, unit, amount)
        select t.id, a.id, a.community_id, 'points', case code when 'c' then 7 else -7 end
          from t, ledger_account a where community_id = %s and code in ('c', 'd')
        """
            .formatted(riverside, riverside));
    assertThat(ledger.balance(riverside, Unit.FEN, "b")).isEqualTo(5);
  }

  private static void refused(String sql) {
    assertThatThrownBy(() -> jdbc.update(sql)).as(sql).isInstanceOf(DataAccessException.class);
  }

  private static long id(String key) {
    Long id =
        jdbc.queryForObject("select id from ledger_transaction where key = ?", Long.class, key);
    assertThat(id).isNotNull();
    return id;
  }

  private static boolean post(Entry entry) {
    return Boolean.TRUE.equals(transaction.execute(status -> ledger.post(entry)));
  }

  private Entry entry(String key, Posting... postings) {
    return new Entry(riverside + ":" + key, riverside, Unit.FEN, "test", List.of(postings));
  }

  private Entry any(Random random, String key) {
    int size = 2 + random.nextInt(4);
    long sum = 0;
    List<Posting> postings = new ArrayList<>();
    for (int i = 0; i < size - 1; i++) {
      long amount = random.nextLong(1, 1_000_000_000) * (random.nextBoolean() ? 1 : -1);
      postings.add(new Posting("account:" + i + random.nextInt(3), amount));
      sum += amount;
    }
    if (sum == 0) {
      return any(random, key);
    }
    postings.add(new Posting("rest", -sum));
    return entry(key, postings.toArray(Posting[]::new));
  }
}
