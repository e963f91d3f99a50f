package dev.stratus.cloud;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.zip.CRC32C;

/** A body whose bytes are in memory: markers, link targets, small files. */
final class BytesBody implements Body {

  private final byte[] bytes;
  private final int crc32c;

  BytesBody(byte[] bytes) {
    this.bytes = bytes;
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, bytes.length);
    this.crc32c = (int) crc.getValue();
  }

  @Override
  public long size() {
    return bytes.length;
  }

  @Override
  public InputStream open() {
    return new ByteArrayInputStream(bytes);
  }

  @Override
  public int crc32c() {
    return crc32c;
  }
}
