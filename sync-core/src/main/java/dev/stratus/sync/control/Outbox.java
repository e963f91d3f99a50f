package dev.stratus.sync.control;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * What is on its way to one client that hears events: answers and events in one order, and a thread
 * that writes them. Whoever has an event never waits: a client that leaves too many unread is cut
 * off, which it reads as the last line.
 */
final class Outbox {

  /** Some seconds of a busy mount, and at most some 20 MiB. */
  static final int MOST_WAITING = 65_536;

  /** So that many short lines become one write. */
  private static final int LINES_AT_ONCE = 256;

  private final LineChannel lines;
  private final Runnable overflowed;
  private final BlockingQueue<Line> waiting = new LinkedBlockingQueue<>(MOST_WAITING);
  private final AtomicBoolean cut = new AtomicBoolean();

  /** A line to be made by the thread that writes it. */
  @FunctionalInterface
  private interface Line {
    /** Null for none. */
    @Nullable Reply reply() throws IOException;
  }

  /** An event to be made by that thread. */
  @FunctionalInterface
  interface Late {
    /** Null for none. */
    @Nullable Object event() throws IOException;
  }

  /**
   * @param overflowed told once, when the client is cut off; returns at once
   */
  Outbox(LineChannel lines, Runnable overflowed) {
    this.lines = lines;
    this.overflowed = overflowed;
  }

  /** Takes an answer; waits while too much is on its way. */
  void send(Reply reply) throws InterruptedException {
    waiting.put(() -> reply);
  }

  /** Takes an event; never waits. */
  void tell(@Nullable Long id, Object event) {
    offer(() -> event(id, event));
  }

  /** The same of an event that takes its time. */
  void tell(@Nullable Long id, Late late) {
    offer(
        () -> {
          Object event = late.event();
          return event == null ? null : event(id, event);
        });
  }

  private static Reply event(@Nullable Long id, Object event) {
    return new Reply.Event(id, ControlJson.tree(event));
  }

  private void offer(Line line) {
    if (cut.get() || waiting.offer(line)) {
      return;
    }
    if (cut.compareAndSet(false, true)) {
      waiting.clear();
      waiting.add(
          () ->
              new Reply.CutOff(
                  "Over "
                      + MOST_WAITING
                      + " events were not read: what comes now is lost. Connect again, and look"
                      + " at the files."));
      overflowed.run();
    }
  }

  /** Writes until the client is cut off or gone, or the thread is interrupted. */
  void run() throws IOException, InterruptedException {
    List<Line> some = new ArrayList<>();
    boolean last = false;
    while (!last) {
      some.clear();
      some.add(waiting.take());
      waiting.drainTo(some, LINES_AT_ONCE - 1);
      StringBuilder text = new StringBuilder();
      for (Line line : some) {
        Reply reply = line.reply();
        if (reply != null) {
          text.append(ControlJson.line(reply)).append('\n');
          last |= reply instanceof Reply.CutOff;
        }
      }
      lines.write(text);
    }
  }
}
