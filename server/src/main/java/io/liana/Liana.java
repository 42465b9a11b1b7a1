package io.liana;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * The application; {@code io.liana.cli} starts it. One process; see docs/where-does-it-go.md for
 * the rooms.
 */
@SpringBootApplication
public class Liana {}
