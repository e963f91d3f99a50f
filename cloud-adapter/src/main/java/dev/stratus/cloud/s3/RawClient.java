package dev.stratus.cloud.s3;

import io.minio.BucketArgs;
import io.minio.Http;
import io.minio.MinioAsyncClient;
import java.util.concurrent.CompletableFuture;
import okhttp3.Response;

/** Gives access to answers of the SDK before it parses them, where it cannot parse all of them. */
final class RawClient extends MinioAsyncClient {

  RawClient(MinioAsyncClient client) {
    super(client);
  }

  /** Sends a GET; the caller closes the answer. */
  CompletableFuture<Response> get(BucketArgs args, Http.QueryParameters query) {
    return executeGetAsync(args, null, query);
  }
}
