package dev.stratus.sync.network;

import java.time.Duration;

/**
 * How long programs wait for the cloud. Once one has waited in vain, the next ones wait only a
 * moment, until the cloud answers anybody: a program that reads a thousand files, or looks into a
 * thousand directories, would else wait for each as long as for the first. Each asks the cloud all
 * the same, so none misses the end of the outage.
 */
public final class Patience {

  /** Longer than an answer takes on a slow line. */
  private static final Duration MOMENT = Duration.ofSeconds(1);

  private final Duration usual;
  private final Duration inOutage;
  private final SilenceListener listener;
  private volatile boolean outage;

  public Patience(Duration usual, SilenceListener listener) {
    this.usual = usual;
    this.inOutage = MOMENT.compareTo(usual) < 0 ? MOMENT : usual;
    this.listener = listener;
  }

  /** How long a program waits without progress. */
  public Duration now() {
    return outage ? inOutage : usual;
  }

  /** A program has waited in vain. */
  public void gaveUp(Duration waited, String reason) {
    // First, since who is told may hear of an answer meanwhile, and end it.
    outage = true;
    listener.nothingCame(waited, reason);
  }

  /** The cloud is known not to answer before any program has waited. */
  public void away() {
    outage = true;
  }

  /** The cloud has answered. */
  public void over() {
    outage = false;
  }
}
