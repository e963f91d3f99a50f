package dev.stratus.cloud.s3;

import dev.stratus.cloud.CloudException;
import dev.stratus.cloud.CloudFailure;
import dev.stratus.cloud.ETag;
import dev.stratus.cloud.ObjectKey;
import dev.stratus.cloud.ObjectVersion;
import dev.stratus.cloud.Precondition;
import dev.stratus.cloud.Verb;
import io.minio.Http;
import io.minio.Xml;
import io.minio.errors.XmlParserException;
import io.minio.messages.DeleteRequest;
import io.minio.messages.DeleteResult;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes objects only while they are the ones last seen, on servers that obey no precondition on
 * DELETE: an object is looked at, and the request that follows is signed so that the server refuses
 * it when it was on its way for long. Where the bucket keeps versions, one that came in between is
 * brought back.
 */
final class S3Deletion {

  private static final Logger LOG = LoggerFactory.getLogger(S3Deletion.class);

  /** A look that took longer says little of what is there now. */
  private static final Duration FRESH = Duration.ofMillis(500);

  /** Signatures count in whole seconds, and servers tell their time so: less may be nothing. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private static final int TRIES = 3;

  /** Others may have come above the deletion; more than these were no window any more. */
  private static final int NEWEST = 10;

  private static final String VERSION = "x-amz-version-id";

  private final S3Store store;
  private final Transfers requests;
  private final S3Versions versions;
  private final ServerClock clock;

  /**
   * @param requests sent with a bound on the whole
   */
  S3Deletion(S3Store store, Transfers requests, S3Versions versions, ServerClock clock) {
    this.store = store;
    this.requests = requests;
    this.versions = versions;
    this.clock = clock;
  }

  /**
   * Deletes an object if it is the one last seen.
   *
   * @throws CloudException {@link CloudFailure#PRECONDITION_FAILED} if it is another, or if the
   *     server could not be told in time
   */
  void delete(ObjectKey key, Precondition.Matches seen) throws CloudException {
    Headers answer = lookAndDelete(key, seen, PATIENCE, TRIES);
    @Nullable String deletion = answer.get(VERSION);
    if (deletion != null && "true".equals(answer.get("x-amz-delete-marker"))) {
      restoreAnother(key, deletion, seen.etag());
    }
  }

  /** On a slow line the server is given more time with each try. */
  private Headers lookAndDelete(
      ObjectKey key, Precondition.Matches seen, Duration patience, int tries)
      throws CloudException {
    Instant looked = look(key, seen);
    try {
      return send(key, looked.plus(patience));
    } catch (CloudException e) {
      if (e.failure() != CloudFailure.PRECONDITION_FAILED || tries == 1) {
        throw e;
      }
      LOG.debug("{} is looked at again", key, e);
      return lookAndDelete(key, seen, patience.multipliedBy(2), tries - 1);
    }
  }

  /** Returns when the last look began. */
  private Instant look(ObjectKey key, Precondition.Matches seen) throws CloudException {
    Instant began = Instant.now();
    for (int tries = TRIES; tries > 0; tries--) {
      began = Instant.now();
      store.require(key, seen);
      if (Duration.between(began, Instant.now()).compareTo(FRESH) <= 0) {
        break;
      }
    }
    return began;
  }

  private Headers send(ObjectKey key, Instant until) throws CloudException {
    Ask ask = Ask.of(Verb.DELETE, key);
    return requests.delete(key, null, expiry(until, ask), ask);
  }

  /**
   * Deletes an object whatever it is, for the probe.
   *
   * @param ago when the request claims to have been signed
   * @param seconds for which it is good since then
   */
  void send(ObjectKey key, Duration ago, long seconds) throws CloudException {
    Instant signed = clock.of(Instant.now().minus(ago)).truncatedTo(ChronoUnit.SECONDS);
    requests.delete(key, null, new Expiry(signed, seconds), Ask.of(Verb.DELETE, key));
  }

  private @Nullable Expiry expiry(Instant until, Ask ask) throws CloudException {
    if (until.equals(Instant.MAX) || !store.capabilities().refusesLate()) {
      return null;
    }
    Instant now = clock.of(Instant.now()).truncatedTo(ChronoUnit.SECONDS);
    long seconds = Duration.between(now, clock.of(until)).toSeconds();
    if (seconds < 1) {
      throw new CloudException(
          CloudFailure.PRECONDITION_FAILED, ask + ": too long after it was looked at");
    }
    return new Expiry(now, seconds);
  }

  /** The version beneath our deletion is what was deleted. */
  private void restoreAnother(ObjectKey key, String deletion, ETag seen) throws CloudException {
    List<ObjectVersion> newest = versions.newest(key, NEWEST);
    for (int i = 0; i + 1 < newest.size(); i++) {
      ObjectVersion beneath = newest.get(i + 1);
      if (newest.get(i).id().equals(deletion)
          && beneath.etag().filter(etag -> !etag.equals(seen)).isPresent()) {
        Ask ask = Ask.of(Verb.DELETE, key);
        requests.delete(key, new Http.QueryParameters("versionId", deletion), null, ask);
        throw new CloudException(
            CloudFailure.PRECONDITION_FAILED,
            ask + ": " + beneath.etag().get() + " came meanwhile, and was brought back");
      }
    }
  }

  /** Deletes many whatever they are; returns those that are still there. */
  List<ObjectKey> deleteAll(Collection<ObjectKey> keys, Instant until) throws CloudException {
    Ask ask = Ask.of(Verb.DELETE_ALL, keys.size() + " objects");
    List<DeleteRequest.Object> doomed = new ArrayList<>();
    for (ObjectKey key : keys) {
      doomed.add(new DeleteRequest.Object(Sdk.sendable(key).value()));
    }
    try {
      String order = Xml.marshal(new DeleteRequest(doomed, true));
      String answer = requests.deleteAll(order, expiry(until, ask), ask);
      return Xml.unmarshal(DeleteResult.class, answer).errors().stream()
          .filter(error -> !"NoSuchKey".equals(error.code()))
          .map(error -> new ObjectKey(error.objectName()))
          .toList();
    } catch (XmlParserException e) {
      throw new CloudException(CloudFailure.BROKEN_ANSWER, ask + ": not S3", e);
    }
  }
}
