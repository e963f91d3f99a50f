package dev.stratus.cloud;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The objects of one bucket.
 *
 * <p>Every method may be called from any thread, blocks its caller for a bounded time, and fails
 * only with {@link CloudException}. A bare store tries a request once: retries, limits and metering
 * are decorators around it ({@code guard}). An interrupt of the calling thread ends the wait with
 * {@link CloudFailure#CANCELLED}; the request may have been done. After a failure whose {@link
 * CloudFailure#outcomeUnknown()} holds, a change may have been made: look with {@link #stat}.
 *
 * <p>Preconditions are obeyed by the strongest means that the server has for that verb ({@link
 * #capabilities()}); where it has none the store looks first and acts then, which leaves a window
 * of one round trip. Either way a precondition that does not hold is {@link
 * CloudFailure#PRECONDITION_FAILED}, also when there is no object where one must match.
 *
 * <p>User metadata: names in lower case ASCII; values of any text, encoded where a header could not
 * carry them; together at most 2 KiB, else {@link CloudFailure#TOO_LARGE}.
 */
public interface CloudStore extends AutoCloseable {

  /** What the server does, as probed. Never asks the network. */
  Capabilities capabilities();

  /**
   * Says what is under a key, user metadata included.
   *
   * @throws CloudException {@link CloudFailure#NOT_FOUND} if nothing is
   */
  ObjectInfo stat(ObjectKey key) throws CloudException;

  /** As {@link #stat}, where nothing under the key is an answer and no failure. */
  default Optional<ObjectInfo> find(ObjectKey key) throws CloudException {
    try {
      return Optional.of(stat(key));
    } catch (CloudException e) {
      if (e.failure() == CloudFailure.NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /**
   * Lists one page. Pages are asked for one by one, so a bucket of any size streams through.
   *
   * @param continuation empty for the first page, then {@link ListPage#next()} of the page before
   */
  ListPage list(ListRequest request, String continuation) throws CloudException;

  /**
   * Begins to read bytes of exactly the version {@code etag}. Returns when the answer's head is
   * here and was checked: status, range, total length, ETag.
   *
   * @throws CloudException {@link CloudFailure#PRECONDITION_FAILED} if another version is there,
   *     {@link CloudFailure#NOT_FOUND} if none is
   */
  ObjectBody get(ObjectKey key, ETag etag, ByteRange range) throws CloudException;

  /**
   * Begins to read bytes of a version that {@link #versions} told of, whatever came after it.
   *
   * @throws CloudException {@link CloudFailure#NOT_FOUND} if the server has it no more, or if it is
   *     a deletion
   */
  ObjectBody get(ObjectVersion version, ByteRange range) throws CloudException;

  /** Asks whether objects that are replaced or deleted from now on stay as versions. */
  boolean keepsVersions() throws CloudException;

  /**
   * Lets them stay.
   *
   * @throws CloudException {@link CloudFailure#NOT_SUPPORTED} if the server has no versions
   */
  void keepVersions() throws CloudException;

  /**
   * Lists what is and was under one key, the newest first, deletions included; nothing if there
   * never was anything.
   *
   * @param limit how many at most
   * @throws CloudException {@link CloudFailure#NOT_SUPPORTED} if the server or the bucket keeps
   *     none
   */
  List<ObjectVersion> versions(ObjectKey key, int limit) throws CloudException;

  /**
   * Writes an object in one request, streamed, at most 5 GiB.
   *
   * @return what was written, as the server answered
   * @throws CloudException {@link CloudFailure#PRECONDITION_FAILED} if another object is there, or
   *     one at all where it must be absent; {@link CloudFailure#CHECKSUM_MISMATCH} if the bytes
   *     changed on their way and the server looks
   */
  ETag put(ObjectKey key, Body body, Map<String, String> metadata, Precondition precondition)
      throws CloudException;

  /** Begins a multipart upload and returns its id. */
  String createMultipart(ObjectKey key, Map<String, String> metadata) throws CloudException;

  /**
   * Sends one part; a part that was there already is replaced.
   *
   * @param number 1 to 10,000; every part but the last is at least 5 MiB
   * @throws CloudException {@link CloudFailure#NOT_FOUND} if the upload is gone; the embedded
   *     server says so only when it is to be completed
   */
  PartTag putPart(ObjectKey key, String uploadId, int number, Body body) throws CloudException;

  /**
   * Makes a part out of bytes of another object on the server.
   *
   * @throws CloudException {@link CloudFailure#PRECONDITION_FAILED} if the source is not {@code
   *     sourceEtag} any more
   */
  PartTag copyPart(
      ObjectKey key,
      String uploadId,
      int number,
      ObjectKey source,
      ETag sourceEtag,
      ByteRange sourceRange)
      throws CloudException;

  /**
   * Makes the object out of its parts, in the order of their numbers.
   *
   * @throws CloudException {@link CloudFailure#PRECONDITION_FAILED} as in {@link #put}; the upload
   *     is then still there. {@link CloudFailure#NOT_FOUND} if the upload or a part of it is gone,
   *     also because an earlier try completed it
   */
  ETag completeMultipart(
      ObjectKey key, String uploadId, List<PartTag> parts, Precondition precondition)
      throws CloudException;

  /** Gives up an upload and frees its parts; one that is gone already is no error. */
  void abortMultipart(ObjectKey key, String uploadId) throws CloudException;

  /** Lists the uploads below a prefix that are neither completed nor aborted. */
  List<PendingUpload> listMultipart(String prefix) throws CloudException;

  /**
   * Lists the parts that the server has of an upload, by number.
   *
   * @throws CloudException {@link CloudFailure#NOT_FOUND} if the upload is gone, of which the
   *     embedded server lists no parts
   */
  List<PartTag> listParts(ObjectKey key, String uploadId) throws CloudException;

  /**
   * Copies an object on the server, of any size, with new user metadata. The source stays.
   *
   * @param source may be {@code target}: then only the metadata is replaced
   * @param precondition of the target
   * @throws CloudException {@link CloudFailure#PRECONDITION_FAILED} if the source is not {@code
   *     sourceEtag} or the target does not meet its precondition; {@link CloudFailure#NOT_FOUND} if
   *     the source is gone
   */
  ETag copy(
      ObjectKey source,
      ETag sourceEtag,
      ObjectKey target,
      Map<String, String> metadata,
      Precondition precondition)
      throws CloudException;

  /**
   * Replaces the user metadata of the version {@code etag}; the bytes stay on the server.
   *
   * @return the ETag after it, which may differ
   */
  default ETag replaceMetadata(ObjectKey key, ETag etag, Map<String, String> metadata)
      throws CloudException {
    return copy(key, etag, key, metadata, Precondition.matches(etag));
  }

  /**
   * Deletes an object; that none is there is no error, whatever the precondition.
   *
   * @throws CloudException {@link CloudFailure#PRECONDITION_FAILED} if another version is there
   */
  void delete(ObjectKey key, Precondition precondition) throws CloudException;

  /**
   * Deletes up to 1,000 objects whatever they are.
   *
   * @param until by this machine's clock; a server that can refuses to do it later
   * @return the keys that were not deleted; empty when all are gone
   * @throws CloudException {@link CloudFailure#PRECONDITION_FAILED} if it was too late for all
   */
  List<ObjectKey> deleteAll(Collection<ObjectKey> keys, Instant until) throws CloudException;

  /** The same, whenever the server comes to it. */
  default List<ObjectKey> deleteAll(Collection<ObjectKey> keys) throws CloudException {
    return deleteAll(keys, Instant.MAX);
  }

  /**
   * Tells a listener of changes below a prefix, on a thread of the store, one after the other,
   * until closed. A broken stream is told as {@link CloudEvent.Lost}, opened again, and told as
   * {@link CloudEvent.Interrupted}.
   *
   * @throws CloudException {@link CloudFailure#NOT_SUPPORTED} without {@link
   *     Capabilities#notifies()}
   */
  Watch watch(String prefix, Consumer<CloudEvent> listener) throws CloudException;

  /** Frees connections and threads; requests under way end with {@link CloudFailure#CANCELLED}. */
  @Override
  void close();
}
