package dev.stratus.sync.upload;

import dev.stratus.cloud.CloudException;
import dev.stratus.cloud.CloudFailure;
import dev.stratus.cloud.CloudStore;
import dev.stratus.cloud.ETag;
import dev.stratus.cloud.ObjectKey;
import dev.stratus.cloud.PartTag;
import dev.stratus.sync.FsException;
import dev.stratus.sync.content.Frozen;
import dev.stratus.sync.content.OpenFile;
import dev.stratus.sync.index.Index;
import dev.stratus.sync.index.Pending;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends a large file in parts, several at a time. What is given up is aborted on the server. */
final class MultipartSender {

  private static final Logger log = LoggerFactory.getLogger(MultipartSender.class);

  /** S3 takes 10,000 parts. */
  private static final long MAX_PARTS = 10_000;

  private static final long MIB = 1 << 20;

  private final CloudStore cloud;
  private final Index index;
  private final UploadSettings settings;
  private final ExecutorService threads;

  MultipartSender(UploadParts parts, UploadSettings settings, ExecutorService threads) {
    this.cloud = parts.cloud();
    this.index = parts.index();
    this.settings = settings;
    this.threads = threads;
  }

  ETag send(
      Claim claim, OpenFile file, Frozen frozen, Map<String, String> metadata, Transfer transfer)
      throws CloudException, FsException, ChangedMeanwhileException {
    ObjectKey key = claim.step().key();
    String upload = cloud.createMultipart(key, metadata);
    boolean completed = false;
    try {
      remember(claim, upload);
      List<PartTag> parts = sendParts(key, upload, file, frozen, transfer);
      if (!file.isStill(frozen.generation())) {
        throw new ChangedMeanwhileException(file.inode());
      }
      ETag etag = cloud.completeMultipart(key, upload, parts, claim.step().precondition());
      completed = true;
      return etag;
    } catch (CloudException e) {
      // Whether it was completed is found out by the nonce; an upload still there is then aborted.
      completed = e.failure().outcomeUnknown();
      throw e;
    } finally {
      if (!completed) {
        abort(key, upload);
      }
    }
  }

  /** Lets the next mount know what to abort. */
  private void remember(Claim claim, String upload) throws FsException {
    index.changeAlways(
        change -> {
          Optional<Pending> row = change.tables().pending().get(claim.entry());
          if (row.isPresent()) {
            change.putPending(row.get().withNonce(claim.attempt().withUpload(upload).encode()));
          }
          return row;
        });
  }

  /** Frees the parts of an upload that nobody will complete. */
  void abort(ObjectKey key, String upload) {
    try {
      cloud.abortMultipart(key, upload);
    } catch (CloudException e) {
      log.warn("An upload of {} could not be given up on the server: {}", key, e.getMessage());
    }
  }

  private List<PartTag> sendParts(
      ObjectKey key, String upload, OpenFile file, Frozen frozen, Transfer transfer)
      throws CloudException, FsException, ChangedMeanwhileException {
    AtomicBoolean givenUp = new AtomicBoolean();
    List<Future<PartTag>> sending = new ArrayList<>();
    long partBytes = partBytes(frozen.size());
    for (long start = 0; start < frozen.size(); start += partBytes) {
      long from = start;
      long length = Math.min(partBytes, frozen.size() - start);
      int number = sending.size() + 1;
      sending.add(
          threads.submit(
              () -> {
                if (givenUp.get() || !file.isStill(frozen.generation())) {
                  throw new ChangedMeanwhileException(file.inode());
                }
                ContentBody body = ContentBody.of(frozen.file(), from, length, transfer::add);
                return cloud.putPart(key, upload, number, body);
              }));
    }
    return collect(sending, givenUp);
  }

  private long partBytes(long size) {
    long least = (size + MAX_PARTS - 1) / MAX_PARTS;
    return Math.max(settings.partBytes(), (least + MIB - 1) / MIB * MIB);
  }

  /** Waits for all parts, also when one failed: none may read the file after we are gone. */
  private static List<PartTag> collect(List<Future<PartTag>> sending, AtomicBoolean givenUp)
      throws CloudException, FsException, ChangedMeanwhileException {
    List<PartTag> parts = new ArrayList<>();
    Throwable failure = null;
    for (Future<PartTag> part : sending) {
      try {
        parts.add(part.get());
      } catch (ExecutionException e) {
        failure = failure == null ? e.getCause() : failure;
        givenUp.set(true);
      } catch (CancellationException | InterruptedException e) {
        failure = failure == null ? e : failure;
        givenUp.set(true);
      }
    }
    if (failure != null) {
      throwAs(failure);
    }
    return parts;
  }

  private static void throwAs(Throwable failure)
      throws CloudException, FsException, ChangedMeanwhileException {
    if (failure instanceof CloudException cloudFailure) {
      throw cloudFailure;
    } else if (failure instanceof FsException local) {
      throw local;
    } else if (failure instanceof ChangedMeanwhileException changed) {
      throw changed;
    }
    throw new CloudException(CloudFailure.CANCELLED, "a part was not sent", failure);
  }
}
