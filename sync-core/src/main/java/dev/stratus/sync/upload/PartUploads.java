package dev.stratus.sync.upload;

import dev.stratus.cloud.CloudException;
import dev.stratus.cloud.CloudFailure;
import dev.stratus.cloud.CloudStore;
import dev.stratus.cloud.PartTag;
import dev.stratus.sync.FsException;
import dev.stratus.sync.index.Index;
import dev.stratus.sync.index.IndexChange;
import dev.stratus.sync.index.PartUpload;
import dev.stratus.sync.index.SentPart;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The multipart uploads as the index remembers them: begun, gone on with, given up. */
final class PartUploads {

  private static final Logger log = LoggerFactory.getLogger(PartUploads.class);

  private final CloudStore cloud;
  private final Index index;
  private final Clock clock;

  PartUploads(UploadParts parts) {
    this.cloud = parts.cloud();
    this.index = parts.index();
    this.clock = parts.clock();
  }

  /** The attempt that a begun upload of these very bytes under this key is part of. */
  static Optional<Attempt> begun(IndexChange change, Attempt fresh, long entry) throws FsException {
    for (PartUpload upload : change.tables().uploads().ofEntry(entry)) {
      if (upload.uploadId() != null
          && upload.key().equals(fresh.key())
          && upload.contentGeneration() == fresh.contentGeneration()) {
        return Optional.of(
            new Attempt(
                upload.nonce(), upload.contentGeneration(), upload.metaGeneration(), fresh.key()));
      }
    }
    return Optional.empty();
  }

  Optional<PartUpload> find(Attempt attempt) throws FsException {
    return index.read(tables -> tables.uploads().get(attempt.nonce()));
  }

  /**
   * Begins an upload on the server. Before it is asked the index knows what is looked for if the
   * answer is lost; when this returns the id is on the disk.
   */
  PartUpload begin(Claim claim, long partBytes, Map<String, String> metadata, long metaGeneration)
      throws CloudException, FsException {
    giveUpAll(claim.entry());
    Attempt attempt = claim.attempt();
    PartUpload asked =
        record(
            new PartUpload(
                attempt.nonce(),
                claim.entry(),
                attempt.key(),
                null,
                attempt.contentGeneration(),
                metaGeneration,
                partBytes,
                clock.millis()));
    try {
      PartUpload begun = record(asked.withId(cloud.createMultipart(asked.key(), metadata)));
      index.sync();
      return begun;
    } catch (CloudException e) {
      if (!e.failure().outcomeUnknown()) {
        forget(asked);
      }
      throw e;
    }
  }

  private PartUpload record(PartUpload upload) throws FsException {
    return index.changeAlways(
        change -> {
          change.putUpload(upload);
          return upload;
        });
  }

  /** The server has a part. */
  void sent(PartUpload upload, SentPart part) throws FsException {
    index.changeAlways(
        change -> {
          change.putPart(upload.nonce(), part);
          return part;
        });
  }

  /**
   * The parts that the index and the server both have, by number.
   *
   * @throws CloudException {@link CloudFailure#NOT_FOUND} if the server has given the upload up
   */
  Map<Integer, SentPart> parts(PartUpload upload) throws CloudException, FsException {
    Map<Integer, SentPart> known = new TreeMap<>();
    List<SentPart> sent = index.read(tables -> tables.uploads().parts(upload.nonce()));
    if (!sent.isEmpty()) {
      Set<PartTag> there = Set.copyOf(cloud.listParts(upload.key(), upload.requireId()));
      sent.stream()
          .filter(part -> there.contains(part.tag()))
          .forEach(part -> known.put(part.tag().number(), part));
    }
    return known;
  }

  /** Frees what a name's earlier uploads left on the server. */
  void giveUpAll(long entry) throws FsException {
    for (PartUpload upload : index.read(tables -> tables.uploads().ofEntry(entry))) {
      giveUp(upload);
    }
  }

  /** Frees the parts of an upload that nobody will complete; what fails is tried again later. */
  void giveUp(PartUpload upload) throws FsException {
    String id = upload.uploadId();
    if (id == null) {
      return;
    }
    try {
      cloud.abortMultipart(upload.key(), id);
      forget(upload);
    } catch (CloudException e) {
      log.warn("Parts of {} are freed on the server later: {}", upload.key(), Reason.of(e));
    }
  }

  void forget(PartUpload upload) throws FsException {
    index.changeAlways(
        change -> {
          change.deleteUpload(upload.nonce());
          return upload;
        });
  }
}
