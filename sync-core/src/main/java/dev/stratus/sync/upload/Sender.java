package dev.stratus.sync.upload;

import dev.stratus.cloud.Body;
import dev.stratus.cloud.CloudException;
import dev.stratus.cloud.CloudStore;
import dev.stratus.cloud.ETag;
import dev.stratus.sync.FsException;
import dev.stratus.sync.content.Frozen;
import dev.stratus.sync.content.OpenFile;
import dev.stratus.sync.content.OpenFiles;
import dev.stratus.sync.index.CloudObject;
import dev.stratus.sync.index.Index;
import dev.stratus.sync.index.Inode;
import dev.stratus.sync.remote.ObjectMetadata;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Sends the request of a claimed step. */
final class Sender {

  /** A larger copy would keep programs waiting; where a disk shares the room it would be none. */
  private static final long MOST_COPIED = 256L << 20;

  private static final Body EMPTY = Body.of(new byte[0]);

  private final CloudStore cloud;
  private final Index index;
  private final OpenFiles files;
  private final UploadSettings settings;
  private final MultipartSender multipart;
  private final WriterCheck writers;

  Sender(UploadParts parts, UploadSettings settings, MultipartSender multipart) {
    this.cloud = parts.cloud();
    this.index = parts.index();
    this.files = parts.files();
    this.settings = settings;
    this.multipart = multipart;
    this.writers = parts.writers();
  }

  /**
   * Does what was claimed.
   *
   * @throws ChangedMeanwhileException if the bytes are not those of the claim any more; nothing is
   *     visible then
   */
  Sent send(Claim claim, Transfer transfer)
      throws CloudException, FsException, ChangedMeanwhileException {
    if (claim.step() instanceof Step.Copy copy) {
      return copy(claim, copy.source());
    }
    if (claim.step() instanceof Step.ReplaceMetadata replace) {
      return copy(claim, replace.object());
    }
    return claim.inode().isRegular() ? sendFile(claim, transfer) : sendSmall(claim);
  }

  private Sent copy(Claim claim, CloudObject source) throws CloudException, FsException {
    Step.Mutation step = claim.step();
    Map<String, String> metadata = metadata(claim, claim.inode());
    ETag etag =
        step instanceof Step.ReplaceMetadata
            ? cloud.replaceMetadata(step.key(), source.etag(), metadata)
            : cloud.copy(source.key(), source.etag(), step.key(), metadata, step.precondition());
    return sent(claim.inode(), etag, source.size());
  }

  /** Markers, links and special files. */
  private Sent sendSmall(Claim claim) throws CloudException, FsException {
    Inode inode = claim.inode();
    Body body = EMPTY;
    if (inode.isSymlink()) {
      String target = index.read(tables -> tables.attributes().target(inode.id())).orElse("");
      body = Body.of(target.getBytes(StandardCharsets.UTF_8));
    }
    return put(claim, inode, body);
  }

  private Sent sendFile(Claim claim, Transfer transfer)
      throws CloudException, FsException, ChangedMeanwhileException {
    long id = claim.inode().id();
    try (OpenFiles.Use use = files.use(id);
        Frozen frozen = freeze(use.file())) {
      transfer.expect(frozen.size());
      if (frozen.generation() != claim.attempt().contentGeneration()) {
        throw new ChangedMeanwhileException(id);
      }
      return send(claim, new FrozenFile(use.file(), frozen, transfer));
    }
  }

  /**
   * A file that a program goes on writing is copied, where there is room for that: else hardly any
   * upload of it would end.
   */
  private Frozen freeze(OpenFile file) throws FsException {
    long size = file.live().size();
    boolean copy =
        writers.isOpenForWriting(file.inode())
            && size > settings.smallBytes()
            && size <= MOST_COPIED;
    return copy ? file.snapshot() : file.freeze();
  }

  private Sent send(Claim claim, FrozenFile source)
      throws CloudException, FsException, ChangedMeanwhileException {
    Inode inode = source.frozen().row();
    if (source.size() >= settings.multipartBytes()) {
      return multipart.send(claim, source, metadata(claim, inode), inode.metaGeneration());
    }
    Body body = body(source);
    source.requireStill();
    return put(claim, inode, body);
  }

  private Body body(FrozenFile source) throws FsException {
    if (source.size() > settings.smallBytes()) {
      return source.part(0, source.size());
    }
    ByteBuffer bytes = ByteBuffer.allocate((int) source.size());
    source.frozen().file().read(bytes, 0);
    return Body.of(bytes.array());
  }

  private Sent put(Claim claim, Inode inode, Body body) throws CloudException, FsException {
    Step.Mutation step = claim.step();
    ETag etag = cloud.put(step.key(), body, metadata(claim, inode), step.precondition());
    return sent(inode, etag, body.size());
  }

  private Map<String, String> metadata(Claim claim, Inode inode) throws FsException {
    Map<String, byte[]> xattrs = index.read(tables -> tables.attributes().xattrs(inode.id()));
    Map<String, String> metadata = ObjectMetadata.encode(inode, xattrs, claim.attempt().nonce());
    CloudObject own = claim.own();
    return own == null || claim.inPlace()
        ? metadata
        : ObjectMetadata.withOrigin(metadata, own.key());
  }

  private static Sent sent(Inode inode, ETag etag, long size) {
    return new Sent(etag, size, inode.contentGeneration(), inode.metaGeneration(), 0);
  }
}
