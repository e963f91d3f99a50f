package dev.stratus.sync.index;

import dev.stratus.sync.FsException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;

/** A few connections for reading, lent one at a time. */
final class Readers implements AutoCloseable {

  /** Opens another connection. */
  interface Opener {
    Sql open() throws FsException;
  }

  /** Two cores read no faster with more; a waiting reader waits microseconds. */
  private static final int CONNECTIONS = 6;

  private final Opener opener;
  private final Semaphore permits = new Semaphore(CONNECTIONS);
  private final ConcurrentLinkedDeque<Sql> idle = new ConcurrentLinkedDeque<>();

  Readers(Opener opener) {
    this.opener = opener;
  }

  <T> T read(Index.Query<T> query) throws FsException {
    permits.acquireUninterruptibly();
    try {
      Sql sql = idle.pollFirst();
      if (sql == null) {
        sql = opener.open();
      }
      try {
        return query.run(new Tables(sql));
      } finally {
        idle.addFirst(sql);
      }
    } finally {
      permits.release();
    }
  }

  @Override
  public void close() throws FsException {
    permits.acquireUninterruptibly(CONNECTIONS);
    for (Sql sql = idle.poll(); sql != null; sql = idle.poll()) {
      sql.close();
    }
  }
}
