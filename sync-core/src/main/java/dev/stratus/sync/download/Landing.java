package dev.stratus.sync.download;

import dev.stratus.cloud.ByteRange;
import dev.stratus.cloud.CloudException;
import dev.stratus.cloud.CloudFailure;
import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import dev.stratus.sync.content.Blocks;
import dev.stratus.sync.content.OpenFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;

/** Carries the bytes of one answer into the content file, whole blocks at a time. */
final class Landing {

  /** A waiting reader gets each of the first blocks at once; later larger pieces cost less. */
  private static final int SMALL_PIECES = 4;

  /** On a slow network a block does not wait for the rest of its piece. */
  private static final long LONGEST_WAIT = TimeUnit.MILLISECONDS.toNanos(20);

  /** Each thread of the pools reuses its own. */
  private static final ThreadLocal<byte[]> BUFFERS = ThreadLocal.withInitial(() -> new byte[0]);

  private final Fetch fetch;
  private final OpenFile file;
  private final long baseGeneration;
  private final long end;
  private final byte[] buffer;
  private long landed;
  private int filled;
  private int pieces;
  private long lastPiece;

  Landing(Fetch fetch, OpenFile file, long baseGeneration, ByteRange range) {
    this.fetch = fetch;
    this.file = file;
    this.baseGeneration = baseGeneration;
    this.landed = range.start();
    this.end = range.end();
    int piece = fetch.owner().settings().piece();
    this.buffer = buffer((int) Math.min(piece, Blocks.start(Blocks.ceil(range.length()))));
  }

  /** A thread that brings small files only needs no room for large pieces. */
  private static byte[] buffer(int size) {
    if (BUFFERS.get().length < size) {
      BUFFERS.set(new byte[size]);
    }
    return BUFFERS.get();
  }

  /** Takes everything, or what is still wanted of it. */
  void takeAll(InputStream stream) throws IOException {
    while (landed < end && !fetch.hasFailed()) {
      int room = (int) Math.min(buffer.length - filled, end - landed - filled);
      int count = stream.read(buffer, filled, room);
      if (count < 0) {
        throw new CloudException(
            CloudFailure.BROKEN_ANSWER, "the answer ended " + (end - landed - filled) + " early");
      }
      filled += count;
      long now = fetch.owner().now();
      fetch.progressed(now);
      if (isPieceDue(now)) {
        land();
        lastPiece = now;
        if (!isWanted() || !fetch.owner().awaitTurn(fetch)) {
          return;
        }
      }
    }
  }

  private boolean isPieceDue(long now) {
    return filled == buffer.length
        || landed + filled == end
        || (filled >= Blocks.SIZE && (pieces < SMALL_PIECES || now - lastPiece > LONGEST_WAIT));
  }

  private void land() throws FsException {
    int count = landed + filled == end ? filled : filled - filled % Blocks.SIZE;
    try {
      fetch.owner().land(fetch, count, () -> put(count));
    } catch (FsException e) {
      if (e.failure() != FsFailure.NO_SPACE || !fetch.owner().makeRoom(fetch, end - landed)) {
        throw e;
      }
      put(count);
    }
    pieces++;
    landed += count;
    filled -= count;
    System.arraycopy(buffer, count, buffer, 0, filled);
    fetch.owner().landed(fetch, count);
  }

  private void put(int count) throws FsException {
    file.land(baseGeneration, landed, ByteBuffer.wrap(buffer, 0, count));
  }

  /** What was written or cut meanwhile needs no bytes of the base any more. */
  private boolean isWanted() {
    return baseGeneration == file.baseGeneration() && !file.missing(landed, end).isEmpty();
  }
}
