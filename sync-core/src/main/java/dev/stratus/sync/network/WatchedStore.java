package dev.stratus.sync.network;

import dev.stratus.cloud.CloudException;
import dev.stratus.cloud.CloudStore;
import dev.stratus.cloud.guard.ForwardingStore;
import dev.stratus.cloud.guard.Request;

/** A store that tells a {@link NetworkWatch} what each of its requests came to. */
public final class WatchedStore extends ForwardingStore {

  private final NetworkWatch watch;

  public WatchedStore(CloudStore store, NetworkWatch watch) {
    super(store);
    this.watch = watch;
  }

  @Override
  protected <T> T around(Request request, Call<T> call) throws CloudException {
    try {
      T answer = call.send();
      watch.answered();
      return answer;
    } catch (CloudException e) {
      watch.failed(e.failure(), String.valueOf(e.getMessage()));
      throw e;
    }
  }
}
