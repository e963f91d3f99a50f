package dev.stratus.sync.index;

import dev.stratus.sync.FsException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;

/**
 * A few connections for reading, lent one at a time. A read inside a read has the connection of the
 * outer one: with another for each, those that have all of them would wait for each other.
 */
final class Readers implements AutoCloseable {

  /** Opens another connection. */
  interface Opener {
    Sql open() throws FsException;
  }

  private record Reader(Sql sql, Tables tables) {}

  /** Two cores read no faster with more; a waiting reader waits microseconds. */
  private static final int CONNECTIONS = 6;

  private final Opener opener;
  private final Semaphore permits = new Semaphore(CONNECTIONS);
  private final ConcurrentLinkedDeque<Reader> idle = new ConcurrentLinkedDeque<>();

  /** What the calling thread has been lent: of this index, since a process may have several. */
  @SuppressWarnings("ThreadLocalUsage") // few are ever made, and each thread gives back what it has
  private final ThreadLocal<Tables> lent = new ThreadLocal<>();

  private volatile boolean closed;

  Readers(Opener opener) {
    this.opener = opener;
  }

  <T> T read(Index.Query<T> query) throws FsException {
    if (lent.get() != null) {
      return readAtOnce(query);
    }
    permits.acquireUninterruptibly();
    try {
      return readAtOnce(query);
    } finally {
      permits.release();
    }
  }

  /**
   * Reads, and waits for no other reader: for who keeps others waiting meanwhile, that may have all
   * connections.
   */
  <T> T readAtOnce(Index.Query<T> query) throws FsException {
    Tables tables = lent.get();
    return tables == null ? lend(query) : query.run(tables);
  }

  private <T> T lend(Index.Query<T> query) throws FsException {
    Reader reader = idle.pollFirst();
    if (reader == null) {
      Sql sql = opener.open();
      reader = new Reader(sql, new Tables(sql));
    }
    lent.set(reader.tables());
    try {
      return query.run(reader.tables());
    } finally {
      lent.remove();
      giveBack(reader);
    }
  }

  private void giveBack(Reader reader) throws FsException {
    idle.addFirst(reader);
    if (closed || idle.size() > CONNECTIONS) {
      closeOne();
    }
  }

  private boolean closeOne() throws FsException {
    Reader surplus = idle.pollLast();
    if (surplus != null) {
      surplus.sql().close();
    }
    return surplus != null;
  }

  @Override
  public void close() throws FsException {
    permits.acquireUninterruptibly(CONNECTIONS);
    closed = true;
    boolean more = true;
    while (more) {
      more = closeOne();
    }
  }
}
