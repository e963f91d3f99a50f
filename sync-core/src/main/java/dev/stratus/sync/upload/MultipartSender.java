package dev.stratus.sync.upload;

import dev.stratus.cloud.Body;
import dev.stratus.cloud.CloudException;
import dev.stratus.cloud.CloudFailure;
import dev.stratus.cloud.CloudStore;
import dev.stratus.cloud.ETag;
import dev.stratus.cloud.PartTag;
import dev.stratus.sync.FsException;
import dev.stratus.sync.index.PartUpload;
import dev.stratus.sync.index.SentPart;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.function.BooleanSupplier;

/**
 * Sends a large file in parts, several at a time. What was sent before a failure or a restart is
 * not sent again, as long as the file still has these very bytes.
 */
final class MultipartSender {

  /** S3 takes 10,000 parts. */
  private static final long MAX_PARTS = 10_000;

  private static final long MIB = 1 << 20;

  private final CloudStore cloud;
  private final PartUploads uploads;
  private final UploadSettings settings;
  private final ExecutorService threads;
  private final BooleanSupplier programsAreBusy;

  /**
   * @param programsAreBusy whether programs change many files now: one part at a time then
   */
  MultipartSender(
      CloudStore cloud,
      PartUploads uploads,
      UploadSettings settings,
      ExecutorService threads,
      BooleanSupplier programsAreBusy) {
    this.cloud = cloud;
    this.uploads = uploads;
    this.settings = settings;
    this.threads = threads;
    this.programsAreBusy = programsAreBusy;
  }

  /**
   * @param metadata for an upload that is begun now
   * @param metaGeneration of these metadata
   */
  Sent send(Claim claim, FrozenFile source, Map<String, String> metadata, long metaGeneration)
      throws CloudException, FsException, ChangedMeanwhileException {
    Optional<PartUpload> begun = uploads.find(claim.attempt());
    PartUpload upload =
        begun.isPresent()
            ? begun.get()
            : uploads.begin(claim, partBytes(source.size()), metadata, metaGeneration);
    try {
      List<PartTag> parts = sendParts(upload, source);
      ETag etag =
          cloud.completeMultipart(
              upload.key(), upload.requireId(), parts, claim.step().precondition());
      return new Sent(etag, source.size(), upload.contentGeneration(), upload.metaGeneration(), 0);
    } catch (ChangedMeanwhileException e) {
      uploads.giveUp(upload);
      throw e;
    } catch (CloudException e) {
      if (isOver(e.failure())) {
        uploads.giveUp(upload);
      }
      throw e;
    }
  }

  private List<PartTag> sendParts(PartUpload upload, FrozenFile source)
      throws CloudException, FsException, ChangedMeanwhileException {
    Map<Integer, SentPart> there = uploads.parts(upload);
    PartSending sending =
        new PartSending(
            source,
            upload.partBytes(),
            (number, body) -> {
              SentPart known = there.get(number);
              return known != null && isOf(known, body)
                  ? skip(known, source)
                  : sendPart(upload, number, body);
            });
    return sending.run(threads, () -> programsAreBusy.getAsBoolean() ? 1 : settings.partWorkers());
  }

  /** After the death of the machine the file may have other bytes under the same generation. */
  private static boolean isOf(SentPart part, Body body) {
    return part.tag().size() == body.size() && part.crc32c() == body.crc32c();
  }

  private static PartTag skip(SentPart part, FrozenFile source) {
    source.transfer().add(part.tag().size());
    return part.tag();
  }

  private PartTag sendPart(PartUpload upload, int number, Body body)
      throws CloudException, FsException {
    PartTag tag = cloud.putPart(upload.key(), upload.requireId(), number, body);
    uploads.sent(upload, new SentPart(tag, body.crc32c()));
    return tag;
  }

  private long partBytes(long size) {
    long least = (size + MAX_PARTS - 1) / MAX_PARTS;
    return Math.max(settings.partBytes(), (least + MIB - 1) / MIB * MIB);
  }

  /** Whether the parts are of no use after such a failure, or only in the way. */
  private static boolean isOver(CloudFailure failure) {
    return !failure.retryable()
        && failure != CloudFailure.CANCELLED
        && failure != CloudFailure.PRECONDITION_FAILED
        && failure != CloudFailure.BAD_CREDENTIALS;
  }
}
