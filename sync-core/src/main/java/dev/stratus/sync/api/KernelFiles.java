package dev.stratus.sync.api;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;

/** The files of a mount as the kernel shows them to this process, with this user's rights. */
final class KernelFiles implements MountedFiles {

  private static final int MAX_VALUE_BYTES = 4096;

  @Override
  public boolean isPlain(Path file) throws IOException {
    try {
      return file.toRealPath().equals(file);
    } catch (FileSystemLoopException e) {
      return false;
    } catch (FileSystemException e) {
      throw isBelowFile(file) ? new NoSuchFileException(file.toString(), null, "below a file") : e;
    }
  }

  /** Whether a name on the way is one of something that is no directory. */
  private static boolean isBelowFile(Path file) {
    Path above = file.getParent();
    while (above != null && !Files.exists(above)) {
      above = above.getParent();
    }
    return above != null && !Files.isDirectory(above);
  }

  @Override
  public String attribute(Path file, String name) throws IOException {
    UserDefinedFileAttributeView view =
        Files.getFileAttributeView(file, UserDefinedFileAttributeView.class);
    // Not as large as the value is now: it may have grown when it is read.
    ByteBuffer value = ByteBuffer.allocate(MAX_VALUE_BYTES);
    view.read(name, value);
    return StandardCharsets.UTF_8.decode(value.flip()).toString();
  }

  @Override
  public long number(Path file) throws IOException {
    return ((Number) Files.getAttribute(file, "unix:ino", LinkOption.NOFOLLOW_LINKS)).longValue();
  }
}
