package io.liana.customer;

import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who uses the product, member or not, as the product knows them.
 *
 * @param contact the product's number of them, or how it reaches them; hashed, and never kept
 * @param member their number among our members, when the product knows it
 * @param traits what else the product says of them, by the title of its column
 */
record ProductUser(
    String contact,
    @Nullable Long member,
    LocalDate firstSeen,
    boolean invited,
    Map<String, String> traits) {}
