package dev.stratus.mount.daemon;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;

/**
 * The threads of the warm-up: those that it starts belong to its group too. What they do concerns
 * no file of a user's, so the log keeps nothing of it.
 */
public final class WarmUpThreads {

  /** Threads begin in the group of the thread that makes them. */
  public static final ThreadGroup GROUP = new ThreadGroup("warm-up");

  private WarmUpThreads() {}

  /** Keeps their lines out of an appender that writes on the caller's thread. */
  static final class Silence extends Filter<ILoggingEvent> {

    @Override
    public FilterReply decide(ILoggingEvent event) {
      return GROUP.equals(Thread.currentThread().getThreadGroup())
          ? FilterReply.DENY
          : FilterReply.NEUTRAL;
    }
  }
}
