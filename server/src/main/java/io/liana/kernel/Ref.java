package io.liana.kernel;

/** Something shown by its name and reached by its id. */
public record Ref(String id, String name) {}
