package dev.stratus.cloud.guard;

import dev.stratus.cloud.CloudException;
import dev.stratus.cloud.CloudFailure;
import dev.stratus.cloud.CloudStore;
import dev.stratus.cloud.Precondition;
import dev.stratus.cloud.Verb;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends a request again where that is safe and may help, after a pause. */
final class RetryingStore extends ForwardingStore {

  private static final Logger LOG = LoggerFactory.getLogger(RetryingStore.class);

  private static final double DOUBLING = 2;
  private static final double JITTER = 0.5;

  private final Retry repeatable;
  private final Retry cautious;

  RetryingStore(CloudStore inner, GuardSettings settings) {
    super(inner);
    this.repeatable = retry("repeatable", settings, Request.of(Verb.STAT));
    this.cautious =
        retry("cautious", settings, new Request(Verb.COMPLETE_MULTIPART, Precondition.none()));
  }

  /** Makes the policy of all requests that are like one. */
  private static Retry retry(String name, GuardSettings settings, Request like) {
    RetryConfig config =
        RetryConfig.custom()
            .maxAttempts(settings.attempts())
            .intervalFunction(
                IntervalFunction.ofExponentialRandomBackoff(
                    settings.firstPause(), DOUBLING, JITTER, settings.longestPause()))
            .retryOnException(
                e -> e instanceof CloudException cloud && like.mayRepeatAfter(cloud.failure()))
            .build();
    Retry retry = Retry.of(name, config);
    retry
        .getEventPublisher()
        .onRetry(event -> LOG.debug("attempt failed, trying again", event.getLastThrowable()));
    return retry;
  }

  @Override
  protected <T> T around(Request request, Call<T> call) throws CloudException {
    Retry retry = request.repeatable() ? repeatable : cautious;
    try {
      return retry.executeCheckedSupplier(call::send);
    } catch (CloudException e) {
      if (e.failure().retryable() && Thread.currentThread().isInterrupted()) {
        throw new CloudException(
            CloudFailure.CANCELLED, request.verb() + ": interrupted between two attempts", e);
      }
      throw e;
    } catch (Error | RuntimeException e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("a store fails with CloudException only", e);
    }
  }
}
