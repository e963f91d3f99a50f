package dev.stratus.mount.engine.jnr;

import com.kenai.jffi.MemoryIO;
import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import dev.stratus.sync.Utf8;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Native memory by address. */
final class Memory {

  static final MemoryIO IO = MemoryIO.getInstance();

  private Memory() {}

  /** Zeroed memory of our own. */
  static long allocate(long size) {
    return checked(IO.allocateMemory(size, true));
  }

  private static long checked(long address) {
    if (address == 0) {
      throw new OutOfMemoryError("no native memory left");
    }
    return address;
  }

  /** Memory of our own with anything in it: what is never touched costs nothing. */
  static long reserve(long size) {
    return checked(IO.allocateMemory(size, false));
  }

  static void free(long address) {
    IO.freeMemory(address);
  }

  /** Memory of others as a buffer; good for the current call. */
  static ByteBuffer buffer(long address, long size) {
    return IO.newDirectByteBuffer(address, (int) size);
  }

  /** A copy of a string with its final zero. */
  static long allocateString(String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    long address = allocate(bytes.length + 1L);
    IO.putZeroTerminatedByteArray(address, bytes, 0, bytes.length);
    return address;
  }

  static byte[] bytes(long address, long size) {
    byte[] bytes = new byte[(int) size];
    IO.getByteArray(address, bytes, 0, bytes.length);
    return bytes;
  }

  /** A string whatever its bytes mean. */
  static String string(long address) {
    return new String(IO.getZeroTerminatedByteArray(address), StandardCharsets.UTF_8);
  }

  /**
   * A string that must come back with the same bytes.
   *
   * @throws FsException {@link FsFailure#NAME_NOT_UTF8}
   */
  static String text(long address) throws FsException {
    byte[] bytes = IO.getZeroTerminatedByteArray(address);
    return Utf8.decode(bytes, 0, bytes.length);
  }
}
