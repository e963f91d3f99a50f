package dev.stratus.sync.state;

/**
 * What a state directory belongs to, for ever.
 *
 * @param endpoint a URL, or {@code embedded:DIR}
 * @param prefix without slashes at its ends; empty for the whole bucket
 */
public record StateIdentity(String endpoint, String bucket, String prefix) {

  @Override
  public String toString() {
    return (prefix.isEmpty() ? bucket : bucket + "/" + prefix) + " at " + endpoint;
  }
}
