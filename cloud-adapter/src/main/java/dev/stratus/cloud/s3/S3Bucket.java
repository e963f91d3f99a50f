package dev.stratus.cloud.s3;

import dev.stratus.cloud.CloudException;
import dev.stratus.cloud.CloudFailure;
import dev.stratus.cloud.Verb;
import io.minio.GetBucketVersioningArgs;
import io.minio.ListObjectsV2Args;
import io.minio.MakeBucketArgs;
import io.minio.SetBucketVersioningArgs;
import io.minio.messages.VersioningConfiguration;
import org.jspecify.annotations.Nullable;

/** The bucket itself. */
public final class S3Bucket {

  private final Sdk sdk;

  S3Bucket(Sdk sdk) {
    this.sdk = sdk;
  }

  /**
   * Asks for one key, which needs a server that speaks S3, credentials that it knows, the right to
   * list and the bucket; an error of it is XML and so says which of these is missing.
   *
   * @throws CloudException {@link CloudFailure#UNREACHABLE}, {@link CloudFailure#TIMED_OUT}, {@link
   *     CloudFailure#BROKEN_ANSWER}, {@link CloudFailure#BAD_CREDENTIALS}, {@link
   *     CloudFailure#ACCESS_DENIED} or {@link CloudFailure#NO_SUCH_BUCKET}
   */
  public void check() throws CloudException {
    ListObjectsV2Args args = sdk.bucket(ListObjectsV2Args.builder()).maxKeys(1).build();
    sdk.ask(Ask.of(Verb.LIST, "bucket " + sdk.bucket()), client -> client.listObjectsV2(args));
  }

  /** Makes the bucket unless it is there. Only the embedded cloud makes buckets. */
  public void create() throws CloudException {
    MakeBucketArgs args = sdk.bucket(MakeBucketArgs.builder()).build();
    try {
      check();
    } catch (CloudException e) {
      if (e.failure() != CloudFailure.NO_SUCH_BUCKET) {
        throw e;
      }
      sdk.ask(Ask.of(Verb.PUT, "bucket " + sdk.bucket()), client -> client.makeBucket(args));
    }
  }

  /** Whether deleted and replaced objects stay as versions. */
  boolean versioned() throws CloudException {
    return versioning() == VersioningConfiguration.Status.ENABLED;
  }

  /** Whether they did once: what stayed then is there though no more is kept now. */
  boolean everVersioned() throws CloudException {
    VersioningConfiguration.Status status = versioning();
    return status == VersioningConfiguration.Status.ENABLED
        || status == VersioningConfiguration.Status.SUSPENDED;
  }

  /** Lets them stay from now on. */
  void keepVersions() throws CloudException {
    SetBucketVersioningArgs args =
        sdk.bucket(SetBucketVersioningArgs.builder())
            .config(
                new VersioningConfiguration(
                    VersioningConfiguration.Status.ENABLED, null, null, null))
            .build();
    Ask ask = Ask.of(Verb.KEEP_VERSIONS, "bucket " + sdk.bucket());
    sdk.ask(ask, client -> client.setBucketVersioning(args));
  }

  private VersioningConfiguration.@Nullable Status versioning() throws CloudException {
    GetBucketVersioningArgs args = sdk.bucket(GetBucketVersioningArgs.builder()).build();
    Ask ask = Ask.of(Verb.STAT, "versioning of bucket " + sdk.bucket());
    return sdk.ask(ask, client -> client.getBucketVersioning(args)).status();
  }
}
