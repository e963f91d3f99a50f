package dev.stratus.sync.control;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A program's connection to a daemon on which any number of subscriptions run.
 *
 * <p>Events come from the connection's one reading thread, in the order in which they happened. A
 * listener that waits holds all of them up, in the end until the daemon cuts the connection off; it
 * must not begin or end subscriptions of the same connection.
 */
public final class EventConnection implements Closeable {

  /** Why no more events come. */
  public enum End {
    /** This side closed it. */
    CLOSED,
    /** The daemon ended or died. */
    GONE,
    /** The events were not read as fast as they came: some are lost. */
    CUT_OFF
  }

  private static final long ANSWER_SECONDS = 30;

  private final LineChannel lines;
  private final Consumer<End> ended;
  private final AtomicLong ids = new AtomicLong();
  private final Map<Long, CompletableFuture<JsonNode>> asked = new ConcurrentHashMap<>();
  private final Map<Long, Listener<?>> listeners = new ConcurrentHashMap<>();
  private volatile boolean closed;

  private record Listener<E>(Class<E> type, Consumer<? super E> events) {

    void tell(JsonNode event) throws ControlException {
      events.accept(ControlJson.parse(event, type));
    }
  }

  private EventConnection(LineChannel lines, Consumer<End> ended) {
    this.lines = lines;
    this.ended = ended;
  }

  /**
   * Connects.
   *
   * @param ended told once when no more events come, by the thread that told them
   * @throws ControlException as {@link ControlClient#connect}
   */
  public static EventConnection open(Path socket, Consumer<End> ended) throws IOException {
    EventConnection connection =
        new EventConnection(new LineChannel(ControlClient.channel(socket)), ended);
    Thread reader = new Thread(connection::read, "stratus-events");
    reader.setDaemon(true);
    reader.start();
    return connection;
  }

  /**
   * Begins a subscription; the first events may come before this returns.
   *
   * @return its number, for {@link #unsubscribe}
   * @throws ControlException if the daemon refuses it
   */
  public <E> long subscribe(Subscription<E> request, Consumer<? super E> events)
      throws IOException {
    long id = ids.incrementAndGet();
    listeners.put(id, new Listener<>(request.eventType(), events));
    try {
      ask(id, request);
      return id;
    } catch (IOException e) {
      listeners.remove(id);
      throw e;
    }
  }

  /** Ends a subscription: when this returns, no event of it comes any more. */
  public void unsubscribe(long subscription) throws IOException {
    ask(ids.incrementAndGet(), new UnwatchRequest(subscription));
    listeners.remove(subscription);
  }

  private void ask(long id, Request<?> request) throws IOException {
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    asked.put(id, answer);
    try {
      send(ControlJson.line(request, id));
      answer.get(ANSWER_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof ControlException refusal ? refusal : new IOException(e);
    } catch (TimeoutException e) {
      throw new ControlException(ControlFailure.FAILED, "The daemon does not answer.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while the daemon was asked");
    } finally {
      asked.remove(id);
    }
  }

  private synchronized void send(String line) throws IOException {
    if (closed) {
      throw gone();
    }
    lines.writeLine(line);
  }

  private void read() {
    End end = End.GONE;
    try {
      String line = lines.readLine();
      while (line != null) {
        Reply reply = ControlJson.parseReply(line);
        if (reply instanceof Reply.CutOff) {
          end = End.CUT_OFF;
          break;
        }
        hear(reply);
        line = lines.readLine();
      }
    } catch (IOException e) {
      end = closed ? End.CLOSED : End.GONE;
    }
    end(closed ? End.CLOSED : end);
  }

  private void hear(Reply reply) throws IOException {
    if (reply instanceof Reply.Event event) {
      Listener<?> listener = listeners.get(number(event.id()));
      if (listener != null) {
        listener.tell(event.event());
      }
    } else if (reply instanceof Reply.Result result) {
      answered(result.id()).complete(result.result());
    } else if (reply instanceof Reply.Failed failed) {
      answered(failed.id())
          .completeExceptionally(new ControlException(failed.failure(), failed.message()));
    }
  }

  private CompletableFuture<JsonNode> answered(@Nullable Long id) {
    return asked.getOrDefault(number(id), new CompletableFuture<>());
  }

  private static long number(@Nullable Long id) {
    return id == null ? 0 : id;
  }

  private void end(End end) {
    closeQuietly();
    asked.values().forEach(waiting -> waiting.completeExceptionally(gone()));
    ended.accept(end);
  }

  private void closeQuietly() {
    closed = true;
    try {
      lines.close();
    } catch (IOException e) {
      asked.values().forEach(waiting -> waiting.completeExceptionally(e));
    }
  }

  private static ControlException gone() {
    return new ControlException(ControlFailure.NO_DAEMON, "The daemon has gone.");
  }

  @Override
  public void close() throws IOException {
    closed = true;
    lines.close();
  }
}
