package io.liana.insight;

import io.liana.community.Groups;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration
@EnableConfigurationProperties(InsightSettings.class)
class InsightConfiguration {
  /**
   * @param data the data folder; without one (a test, an embedded use) the facts stay in memory
   */
  @Bean(destroyMethod = "close")
  FactStore factStore(@Value("${liana.data:}") String data, InsightSettings settings) {
    Path file = data.isEmpty() ? null : Path.of(data).resolve("insight.duckdb");
    return new FactStore(file, settings.memoryLimit(), settings.threads(), settings.engine());
  }

  @Bean
  FactFeed factFeed(DataSource postgres, FactStore store, Groups groups, InsightSettings settings) {
    return new FactFeed(postgres, store, group -> groups.get(group).zone(), settings.staleAtMost());
  }

  @Bean
  FactWorker factWorker(FactStore store, FactFeed feed, InsightSettings settings) {
    return new FactWorker(store, feed, settings.followAlways(), settings.followThreads());
  }

  @Bean
  ForecastModel forecastModel() {
    return ForecastModel.load();
  }
}
