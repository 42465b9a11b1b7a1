package io.liana;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/**
 * The application; {@code io.liana.cli} starts it. One process; see docs/where-does-it-go.md for
 * the rooms.
 */
@SpringBootApplication
@ConfigurationPropertiesScan
public class Liana {}
