package io.liana.customer;

import io.liana.customer.Books.Customer;
import io.liana.customer.Books.Entry;
import io.liana.kernel.CommunityId;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What screens ask of the movements of money. */
@Component
class MovementListing {
  private final JdbcClient jdbc;

  MovementListing(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * @param orders numbers of the shops, refunds with numbers of their own included
   * @param money net of refunds, whoever bought
   * @param nobody of which nobody knows who bought
   */
  record Currency(
      String code,
      int orders,
      int customers,
      long money,
      long nobody,
      LocalDate first,
      LocalDate last) {}

  /** The one with most orders first. */
  List<Currency> currencies(CommunityId community, ZoneId zone) {
    return jdbc.sql(
            """
            select currency, count(distinct (shop, number)) as orders, count(distinct person_id) as customers, sum(amount) as money,
                   coalesce(sum(amount) filter (where person_id is null), 0) as nobody,
                   cast(min(at) at time zone :zone as date) as first, cast(max(at) at time zone :zone as date) as last
              from customer_movement
             where community_id = :community
             group by currency
             order by orders desc, currency
            """)
        .param("zone", zone.getId())
        .param("community", community.value())
        .query(
            (row, n) ->
                new Currency(
                    row.getString("currency"),
                    row.getInt("orders"),
                    row.getInt("customers"),
                    row.getLong("money"),
                    row.getLong("nobody"),
                    row.getObject("first", LocalDate.class),
                    row.getObject("last", LocalDate.class)))
        .list();
  }

  Books books(CommunityId community, ZoneId zone, String currency) {
    List<Customer> customers = new ArrayList<>();
    jdbc.sql(
            """
            select p.id, p.member_id, cast(m.at at time zone :zone as date) as day, m.shop, m.number, m.kind, m.amount
              from customer_movement m join customer_person p on p.id = m.person_id
             where m.community_id = :community and m.currency = :currency
             order by p.id, m.at, m.number, m.kind
            """)
        .param("zone", zone.getId())
        .param("community", community.value())
        .param("currency", currency)
        .withFetchSize(10_000)
        .query(
            row -> {
              long id = row.getLong("id");
              if (customers.isEmpty() || customers.getLast().id() != id) {
                long member = row.getLong("member_id");
                customers.add(
                    new Customer(
                        id,
                        Optional.of(member).filter(any -> member != 0).orElse(null),
                        new ArrayList<>()));
              }
              customers
                  .getLast()
                  .entries()
                  .add(
                      new Entry(
                          row.getObject("day", LocalDate.class),
                          row.getString("shop") + '\n' + row.getString("number"),
                          row.getString("kind").equals("refund"),
                          row.getLong("amount")));
            });
    return new Books(customers);
  }
}
