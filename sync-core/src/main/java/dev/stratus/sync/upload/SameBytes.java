package dev.stratus.sync.upload;

import dev.stratus.cloud.ObjectInfo;
import dev.stratus.sync.FsException;
import dev.stratus.sync.content.Frozen;
import dev.stratus.sync.content.OpenFiles;
import dev.stratus.sync.index.Inode;
import dev.stratus.sync.remote.Adoption;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells whether an object has the bytes that a file has here: then there is no conflict. */
final class SameBytes {

  private static final Logger log = LoggerFactory.getLogger(SameBytes.class);

  private static final int CHUNK = 1 << 20;

  private final OpenFiles files;

  SameBytes(OpenFiles files) {
    this.files = files;
  }

  boolean test(Inode inode, ObjectInfo there) {
    Optional<String> content = Adoption.attributes(there).contentId();
    boolean sameSize = !inode.isRegular() || inode.size() == there.size();
    if (sameSize && content.isPresent() && content.get().equals(inode.contentId())) {
      return true;
    }
    // Single PUTs have the MD5 of their bytes as ETag; any other ETag just does not match.
    boolean comparable =
        inode.isRegular() && sameSize && inode.isComplete() && there.etag().isDigest();
    return comparable && there.etag().value().equals(digest(inode));
  }

  private String digest(Inode inode) {
    try (OpenFiles.Use use = files.use(inode.id())) {
      Frozen frozen = use.file().freeze();
      MessageDigest md5 = MessageDigest.getInstance("MD5");
      ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
      for (long position = 0; position < frozen.size(); position += chunk.limit()) {
        int count = frozen.file().read(chunk.clear(), position);
        md5.update(chunk.flip());
        if (count <= 0) {
          return "";
        }
      }
      return use.file().isStill(inode.contentGeneration())
          ? HexFormat.of().formatHex(md5.digest())
          : "";
    } catch (FsException e) {
      log.warn("{} could not be compared with its object: {}", inode, e.getMessage());
      return "";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has MD5", e);
    }
  }
}
