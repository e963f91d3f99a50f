package dev.stratus.sync.upload;

import dev.stratus.cloud.Body;
import dev.stratus.sync.FsException;
import dev.stratus.sync.content.ContentFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.function.LongConsumer;
import java.util.zip.CRC32C;

/** A range of a content file, streamed; its checksum is taken before it is sent. */
final class ContentBody implements Body {

  private static final int CHUNK = 256 << 10;

  private final ContentFile file;
  private final long start;
  private final long size;
  private final int crc32c;
  private final LongConsumer progress;

  private ContentBody(ContentFile file, long start, long size, int crc32c, LongConsumer progress) {
    this.file = file;
    this.start = start;
    this.size = size;
    this.crc32c = crc32c;
    this.progress = progress;
  }

  /** Reads the range once for its checksum. */
  static ContentBody of(ContentFile file, long start, long size, LongConsumer progress)
      throws FsException {
    CRC32C crc = new CRC32C();
    ByteBuffer chunk = ByteBuffer.allocate((int) Math.min(CHUNK, Math.max(1, size)));
    for (long done = 0; done < size; ) {
      chunk.clear().limit((int) Math.min(chunk.capacity(), size - done));
      int count = file.read(chunk, start + done);
      if (count <= 0) {
        break;
      }
      crc.update(chunk.flip());
      done += count;
    }
    return new ContentBody(file, start, size, (int) crc.getValue(), progress);
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public int crc32c() {
    return crc32c;
  }

  @Override
  public InputStream open() {
    return new Stream();
  }

  private final class Stream extends InputStream {
    private long position;

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int wanted = (int) Math.min(length, size - position);
      if (wanted <= 0) {
        return length == 0 ? 0 : -1;
      }
      int count = file.read(ByteBuffer.wrap(target, offset, wanted), start + position);
      if (count <= 0) {
        // Cut meanwhile: the body is then too short, which ends the request.
        return -1;
      }
      position += count;
      progress.accept(count);
      return count;
    }

    @Override
    public int available() {
      return (int) Math.min(CHUNK, size - position);
    }
  }
}
