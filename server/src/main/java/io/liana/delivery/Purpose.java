package io.liana.delivery;

/** Why something is sent; decides whether it may wait, be capped or be dropped. */
public enum Purpose {
  /** Somebody asked. Goes at any hour. */
  ANSWER,
  /** Waits out quiet hours, is dropped when late, counts against the group's cap. */
  GREETING,
  /** Part of keeping order. Goes at any hour, never capped. */
  WARNING,
  ENFORCEMENT,
  /** Unprompted. Waits out quiet hours, counts against the cap. */
  NOTICE
}
