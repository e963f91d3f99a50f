package dev.stratus.sync.state;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Keeps a second daemon out of a state directory; the kernel frees it with the process. */
final class StateLock implements Closeable {

  static final String NAME = "lock";

  private final FileChannel channel;

  private StateLock(FileChannel channel) {
    this.channel = channel;
  }

  static StateLock take(Path directory) throws IOException {
    Path file = directory.resolve(NAME);
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (tryLock(channel) == null) {
        throw new StateException(
            directory
                + " is in use by another daemon (process "
                + Files.readString(file).strip()
                + "); unmount that one first, or choose another --state-dir.");
      }
      String pid = ProcessHandle.current().pid() + "\n";
      // Cut afterwards: on a full disk the block that is there must do.
      channel.truncate(channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII))));
      return new StateLock(channel);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // another mount of this very process
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
