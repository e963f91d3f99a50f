package dev.stratus.sync.control;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Lines of UTF-8 over a socket; one thread reads, one writes, any thread may close. */
final class LineChannel implements Closeable {

  /** Room for thousands of paths, and an end for whoever sends no newline. */
  static final int MAX_LINE_BYTES = 16 << 20;

  /** Asked before a line gets so long. */
  @FunctionalInterface
  interface Bound {
    void require(int bytes) throws ControlException;
  }

  private final SocketChannel channel;
  private final Bound bound;
  private final ByteBuffer received = ByteBuffer.allocate(8192).flip();

  LineChannel(SocketChannel channel) {
    this(channel, bytes -> {});
  }

  LineChannel(SocketChannel channel, Bound bound) {
    this.channel = channel;
    this.bound = bound;
  }

  /** The next line without its newline, or null at the end. */
  @Nullable String readLine() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    while (true) {
      if (takeUpToNewline(line)) {
        return line.toString(StandardCharsets.UTF_8);
      }
      if (line.size() > MAX_LINE_BYTES) {
        throw new ControlException(
            ControlFailure.INVALID, "A line has at most " + MAX_LINE_BYTES + " bytes.");
      }
      requireRoom(line.size() + received.capacity());
      if (!receive()) {
        return line.size() == 0 ? null : line.toString(StandardCharsets.UTF_8);
      }
    }
  }

  /** Who is refused reads the answer once all was written: the rest of the line is passed over. */
  private void requireRoom(int bytes) throws IOException {
    try {
      bound.require(bytes);
    } catch (ControlException e) {
      OutputStream nowhere = OutputStream.nullOutputStream();
      for (int most = MAX_LINE_BYTES; most > 0 && receive(); most -= received.limit()) {
        if (takeUpToNewline(nowhere)) {
          break;
        }
      }
      throw e;
    }
  }

  /** Returns whether the line has come to its end. */
  private boolean takeUpToNewline(OutputStream line) throws IOException {
    byte[] bytes = received.array();
    int start = received.position();
    int end = start;
    while (end < received.limit() && bytes[end] != '\n') {
      end++;
    }
    line.write(bytes, start, end - start);
    boolean ends = end < received.limit();
    received.position(ends ? end + 1 : end);
    return ends;
  }

  void writeLine(String line) throws IOException {
    write(line + "\n");
  }

  /** Writes whole lines, each with its newline. */
  void write(CharSequence text) throws IOException {
    write(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** Writes whole lines, each with its newline. */
  void write(byte[] text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text);
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private boolean receive() throws IOException {
    received.clear();
    int count = channel.read(received);
    received.flip();
    return count >= 0;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
