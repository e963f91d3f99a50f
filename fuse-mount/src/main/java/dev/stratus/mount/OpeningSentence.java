package dev.stratus.mount;

import dev.stratus.cloud.CloudException;
import dev.stratus.mount.config.Endpoint;
import dev.stratus.mount.config.MountSettings;
import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import java.io.IOException;

/** What a user reads when a mount did not come about. */
final class OpeningSentence {

  private OpeningSentence() {}

  static String of(IOException e, MountSettings settings) {
    if (e instanceof CloudException cloud) {
      return ofCloud(cloud, settings);
    }
    if (e instanceof FsException core && core.failure() == FsFailure.NO_SPACE) {
      return "The disk of the state directory "
          + settings.stateDirectory()
          + " is full; free some space there, or choose another --state-dir.";
    }
    String message = e.getMessage();
    return message == null ? "It did not work: " + e + "." : message;
  }

  private static String ofCloud(CloudException e, MountSettings settings) {
    String bucket = settings.bucket().bucket();
    String endpoint = settings.endpoint().identity();
    String keys =
        settings.endpoint() instanceof Endpoint.S3 s3
            ? s3.credentials().toString()
            : "credentials of the embedded cloud";
    return switch (e.failure()) {
      case NO_SUCH_BUCKET ->
          "There is no bucket "
              + bucket
              + " at "
              + endpoint
              + "; create it there, or check the name.";
      case BAD_CREDENTIALS ->
          endpoint + " does not know the " + keys + "; check the access key and the secret key.";
      case ACCESS_DENIED ->
          "The "
              + keys
              + " may not use the bucket "
              + bucket
              + " at "
              + endpoint
              + "; ask its owner, or mount with --read-only if it may be read.";
      case UNREACHABLE ->
          endpoint + " cannot be reached (" + e.getMessage() + "); check the URL and the network.";
      case TIMED_OUT -> endpoint + " does not answer; check that an S3 server is behind this URL.";
      case BROKEN_ANSWER, NOT_SUPPORTED ->
          endpoint
              + " does not answer as an S3 server does ("
              + e.getMessage()
              + "); check the URL and --region.";
      case CLOCK_SKEW -> "The clocks differ too much: " + e.getMessage() + "; set this machine's.";
      case CANCELLED -> "Interrupted before the mount was there.";
      default -> "The bucket " + bucket + " at " + endpoint + " cannot be used: " + e.getMessage();
    };
  }
}
