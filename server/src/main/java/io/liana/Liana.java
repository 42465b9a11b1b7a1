package io.liana;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The application. One process; see docs/where-does-it-go.md for the rooms. */
@SpringBootApplication
public class Liana {
  public static void main(String[] args) {
    SpringApplication.run(Liana.class, args);
  }
}
