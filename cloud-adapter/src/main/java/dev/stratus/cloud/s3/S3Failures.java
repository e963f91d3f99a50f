package dev.stratus.cloud.s3;

import static java.util.Map.entry;

import dev.stratus.cloud.CloudException;
import dev.stratus.cloud.CloudFailure;
import dev.stratus.cloud.Precondition;
import io.minio.errors.ErrorResponseException;
import io.minio.errors.MinioException;
import io.minio.errors.ServerException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** The one place where what the SDK, OkHttp and servers say becomes a {@link CloudFailure}. */
final class S3Failures {

  private static final Map<String, CloudFailure> BY_CODE =
      Map.ofEntries(
          entry("NoSuchKey", CloudFailure.NOT_FOUND),
          entry("NoSuchVersion", CloudFailure.NOT_FOUND),
          entry("NoSuchUpload", CloudFailure.NOT_FOUND),
          // A part that is gone leaves an upload that is good for nothing.
          entry("InvalidPart", CloudFailure.NOT_FOUND),
          entry("NoSuchBucket", CloudFailure.NO_SUCH_BUCKET),
          // A name that no bucket can have is one that does not exist.
          entry("InvalidBucketName", CloudFailure.NO_SUCH_BUCKET),
          entry("PreconditionFailed", CloudFailure.PRECONDITION_FAILED),
          // S3 on a conditional write that raced with another: nothing was done, try again.
          entry("ConditionalRequestConflict", CloudFailure.THROTTLED),
          entry("OperationAborted", CloudFailure.THROTTLED),
          entry("AccessDenied", CloudFailure.ACCESS_DENIED),
          entry("AllAccessDisabled", CloudFailure.ACCESS_DENIED),
          entry("AccountProblem", CloudFailure.ACCESS_DENIED),
          entry("InvalidObjectState", CloudFailure.ACCESS_DENIED),
          entry("InvalidAccessKeyId", CloudFailure.BAD_CREDENTIALS),
          entry("SignatureDoesNotMatch", CloudFailure.BAD_CREDENTIALS),
          entry("InvalidToken", CloudFailure.BAD_CREDENTIALS),
          entry("ExpiredToken", CloudFailure.BAD_CREDENTIALS),
          entry("TokenRefreshRequired", CloudFailure.BAD_CREDENTIALS),
          entry("AuthorizationHeaderMalformed", CloudFailure.NOT_SUPPORTED),
          entry("PermanentRedirect", CloudFailure.NOT_SUPPORTED),
          entry("QuotaExceeded", CloudFailure.QUOTA_EXCEEDED),
          entry("XMinioAdminBucketQuotaExceeded", CloudFailure.QUOTA_EXCEEDED),
          entry("XMinioStorageFull", CloudFailure.QUOTA_EXCEEDED),
          entry("KeyTooLongError", CloudFailure.NAME_NOT_ALLOWED),
          entry("InvalidURI", CloudFailure.NAME_NOT_ALLOWED),
          entry("XMinioInvalidObjectName", CloudFailure.NAME_NOT_ALLOWED),
          entry("XMinioInvalidResourceName", CloudFailure.NAME_NOT_ALLOWED),
          entry("XMinioParentIsObject", CloudFailure.NAME_NOT_ALLOWED),
          entry("XMinioObjectExistsAsDirectory", CloudFailure.NAME_NOT_ALLOWED),
          entry("EntityTooLarge", CloudFailure.TOO_LARGE),
          entry("MetadataTooLarge", CloudFailure.TOO_LARGE),
          entry("RequestHeaderSectionTooLarge", CloudFailure.TOO_LARGE),
          entry("ObjectLocked", CloudFailure.LOCKED),
          entry("XAmzContentChecksumMismatch", CloudFailure.CHECKSUM_MISMATCH),
          entry("XAmzContentSHA256Mismatch", CloudFailure.CHECKSUM_MISMATCH),
          entry("BadDigest", CloudFailure.CHECKSUM_MISMATCH),
          entry("InvalidDigest", CloudFailure.CHECKSUM_MISMATCH),
          entry("RequestTimeTooSkewed", CloudFailure.CLOCK_SKEW),
          entry("SlowDown", CloudFailure.THROTTLED),
          entry("SlowDownRead", CloudFailure.THROTTLED),
          entry("SlowDownWrite", CloudFailure.THROTTLED),
          entry("ServiceUnavailable", CloudFailure.THROTTLED),
          entry("XMinioServerNotInitialized", CloudFailure.THROTTLED),
          entry("TooManyRequests", CloudFailure.THROTTLED),
          entry("Throttling", CloudFailure.THROTTLED),
          entry("RequestLimitExceeded", CloudFailure.THROTTLED),
          // The server waited for our bytes in vain and did nothing.
          entry("RequestTimeout", CloudFailure.THROTTLED),
          entry("IncompleteBody", CloudFailure.BROKEN_ANSWER),
          entry("InvalidRange", CloudFailure.BROKEN_ANSWER),
          entry("InternalError", CloudFailure.SERVER_ERROR));

  /** What S3 and MinIO say of a request that was signed for some seconds and came later. */
  private static final String EXPIRED = "Request has expired";

  private final BooleanSupplier closed;
  private final SkewedClock clock;

  /**
   * @param closed whether the store is closed, which ends requests in many ways
   */
  S3Failures(BooleanSupplier closed, SkewedClock clock) {
    this.closed = closed;
    this.clock = clock;
  }

  /** Fails at once where a request would be given up at once. */
  void check(Ask ask) throws CloudException {
    if (closed.getAsBoolean()) {
      throw new CloudException(CloudFailure.CANCELLED, ask + ": the store is closed");
    }
    if (Thread.currentThread().isInterrupted()) {
      throw new CloudException(CloudFailure.CANCELLED, ask + ": interrupted");
    }
  }

  CloudException of(Throwable raw, Ask ask) {
    Throwable e = unwrap(raw);
    if (e instanceof CloudException done) {
      return done;
    }
    if (e instanceof BodyFailedException || closed.getAsBoolean() || interrupted(e)) {
      return new CloudException(CloudFailure.CANCELLED, ask + ": " + reason(e), e);
    }
    if (e instanceof ErrorResponseException refused) {
      return of(S3Answer.of(refused), ask);
    }
    if (e instanceof ServerException server) {
      return new CloudException(byStatus(server.statusCode()), ask + ": " + reason(e));
    }
    if (e instanceof IOException io) {
      return new CloudException(ofIo(io), ask + ": " + reason(e), e);
    }
    // What the SDK cannot parse, and where it stumbles over what a server left out.
    return new CloudException(CloudFailure.BROKEN_ANSWER, ask + ": not S3: " + reason(e), e);
  }

  CloudException of(S3Answer answer, Ask ask) {
    CloudFailure failure = failure(answer, ask);
    if (failure == CloudFailure.CLOCK_SKEW) {
      answer.serverTime().ifPresent(clock::learn);
      String time = answer.serverTime().map(t -> "; the server's time is " + t).orElse("");
      return new CloudException(failure, ask + ": " + answer + time);
    }
    return new CloudException(failure, ask + ": " + answer);
  }

  /** A broken answer that we noticed ourselves. */
  static CloudException broken(Ask ask, String what) {
    return new CloudException(CloudFailure.BROKEN_ANSWER, ask + ": " + what);
  }

  private static CloudFailure failure(S3Answer answer, Ask ask) {
    boolean overExisting = ask.precondition() instanceof Precondition.Matches;
    if (overExisting && answer.code().equals("NoSuchKey")) {
      // MinIO and S3 answer If-Match on nothing with 404: the object is not the one named.
      return CloudFailure.PRECONDITION_FAILED;
    }
    String code = answer.code();
    if (code.equals("InvalidRequest")
        && answer.message().toLowerCase(Locale.ROOT).contains("worm")) {
      return CloudFailure.LOCKED;
    }
    if (code.equals("AccessDenied") && answer.message().equalsIgnoreCase(EXPIRED)) {
      // What the request relied on may not be so any more.
      return CloudFailure.PRECONDITION_FAILED;
    }
    CloudFailure known = BY_CODE.get(code);
    return known != null ? known : byStatus(answer.status());
  }

  private static CloudFailure byStatus(int status) {
    return switch (status) {
      case 401, 403 -> CloudFailure.ACCESS_DENIED;
      case 404 -> CloudFailure.NOT_FOUND;
      case 408, 429, 503 -> CloudFailure.THROTTLED;
      case 412 -> CloudFailure.PRECONDITION_FAILED;
      case 413 -> CloudFailure.TOO_LARGE;
      case 416 -> CloudFailure.BROKEN_ANSWER;
      case 501 -> CloudFailure.NOT_SUPPORTED;
      case 507 -> CloudFailure.QUOTA_EXCEEDED;
      default -> status >= 500 ? CloudFailure.SERVER_ERROR : CloudFailure.NOT_SUPPORTED;
    };
  }

  private static CloudFailure ofIo(IOException e) {
    String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    if (e instanceof AsynchronousCloseException) {
      // Okio's watchdog closes a channel that was silent for too long.
      return CloudFailure.TIMED_OUT;
    }
    if (e instanceof SocketTimeoutException || e instanceof InterruptedIOException) {
      boolean connecting = message.contains("connect timed out") || message.contains("to connect");
      return connecting ? CloudFailure.UNREACHABLE : CloudFailure.TIMED_OUT;
    }
    if (e instanceof ConnectException
        || e instanceof UnknownHostException
        || e instanceof NoRouteToHostException
        || e instanceof SSLHandshakeException
        || e instanceof SSLPeerUnverifiedException
        || message.contains("unreachable")) {
      return CloudFailure.UNREACHABLE;
    }
    return CloudFailure.BROKEN_ANSWER;
  }

  private static boolean interrupted(Throwable e) {
    return e instanceof InterruptedException
        || e instanceof ClosedByInterruptException
        || (e instanceof IOException && Thread.currentThread().isInterrupted());
  }

  private static Throwable unwrap(Throwable raw) {
    Throwable e = raw;
    while (e.getCause() != null
        && (e instanceof CompletionException
            || e instanceof ExecutionException
            || e instanceof IllegalStateException
            || e.getClass() == MinioException.class)) {
      e = e.getCause();
    }
    return e;
  }

  private static String reason(Throwable e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }
}
