package io.liana.insight;

import java.sql.Connection;
import java.sql.SQLException;
import org.springframework.stereotype.Component;

/** The facts, for modules that ask them in SQL of their own or keep tables beside them. */
@Component
public class FactTables {
  private final FactStore store;
  private final FactFeed feed;

  FactTables(FactStore store, FactFeed feed) {
    this.store = store;
    this.feed = feed;
  }

  /** Something done with the facts; never with this class inside of it. */
  public interface Work<T> {
    T on(Connection facts) throws SQLException;
  }

  /** Something done to tables beside the facts; their names begin with that of the module. */
  public interface Change {
    void on(Connection facts) throws SQLException;
  }

  /** Takes in what was settled up to now. */
  public void catchUp() {
    feed.catchUp();
  }

  public <T> T read(Work<T> work) {
    return store.read(work::on);
  }

  /** In one transaction; the file may be gone the next time, and with it the tables. */
  public void write(Change change) {
    store.write(change::on);
  }
}
