package dev.stratus.cloud.s3;

import dev.stratus.cloud.CloudException;
import dev.stratus.cloud.CloudFailure;
import dev.stratus.cloud.ObjectInfo;
import dev.stratus.cloud.ObjectKey;
import dev.stratus.cloud.Precondition;
import dev.stratus.cloud.Verb;
import io.minio.CopyObjectArgs;
import io.minio.HeadObjectArgs;
import io.minio.HeadObjectResponse;
import io.minio.RemoveObjectArgs;
import io.minio.SourceObject;
import io.minio.errors.ErrorResponseException;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/** Looks at single objects and deletes them. */
final class S3Objects {

  /** What MinIO says of a failed HEAD, which has no room for a body. */
  private static final String MINIO_CODE = "x-minio-error-code";

  private final Sdk sdk;
  private final S3Bucket bucket;

  S3Objects(Sdk sdk, S3Bucket bucket) {
    this.sdk = sdk;
    this.bucket = bucket;
  }

  ObjectInfo stat(ObjectKey key) throws CloudException {
    Ask ask = Ask.of(Verb.STAT, key);
    HeadObjectArgs args = sdk.object(HeadObjectArgs.builder(), key).build();
    Optional<Headers> head = sdk.ask(ask, client -> client.headObject(args).handle(this::head));
    if (head.isEmpty()) {
      // Nothing may be taken for deleted because its bucket, or the server, is not there.
      bucket.check();
      throw new CloudException(CloudFailure.NOT_FOUND, ask + ": 404");
    }
    return Heads.ofStat(key, head.get(), ask);
  }

  /** Passes a head on, and as empty a 404 that does not say what is missing: object or bucket. */
  private Optional<Headers> head(@Nullable HeadObjectResponse head, @Nullable Throwable failure) {
    if (head != null) {
      return Optional.of(head.headers());
    }
    Throwable e = failure instanceof CompletionException ? failure.getCause() : failure;
    if (e instanceof ErrorResponseException refused
        && refused.response().code() == 404
        && refused.response().header(MINIO_CODE) == null) {
      return Optional.empty();
    }
    throw new CompletionException(e);
  }

  void delete(ObjectKey key, Precondition condition) throws CloudException {
    RemoveObjectArgs args =
        sdk.object(RemoveObjectArgs.builder(), key).extraHeaders(Sdk.headers(condition)).build();
    sdk.ask(Ask.of(Verb.DELETE, key, condition), client -> client.removeObject(args));
  }

  void copyIfAbsent(ObjectKey source, ObjectKey target) throws CloudException {
    CopyObjectArgs args =
        sdk.object(CopyObjectArgs.builder(), target)
            .extraHeaders(Sdk.headers(Precondition.absent()))
            .source(sdk.object(SourceObject.builder(), source).build())
            .build();
    Ask ask = Ask.of(Verb.COPY, target, Precondition.absent());
    sdk.askForWork(ask, client -> client.copyObject(args));
  }
}
