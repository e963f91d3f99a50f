package dev.stratus.cloud.s3;

import dev.stratus.cloud.Capabilities;
import dev.stratus.cloud.CloudException;
import dev.stratus.cloud.CloudFailure;
import dev.stratus.cloud.ObjectKey;
import dev.stratus.cloud.Precondition;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Finds out what a server really does, by effect and verb by verb, on objects of its own below a
 * prefix, which it deletes.
 */
public final class CapabilityProbe {

  /** Where probes put their objects. */
  public static final String PREFIX = ".stratus/probe/";

  /** Makes a store leave every precondition to the server. */
  static final Capabilities TRUSTING =
      new Capabilities(true, true, true, true, true, true, true, true, true, true, true, true);

  /** Each case has an object of its own, so that they do not wait for each other. */
  private static final int CASES_AT_ONCE = 11;

  private final S3Settings settings;
  private final S3Store store;
  private final List<ObjectKey> keys = new ArrayList<>();

  private CapabilityProbe(S3Settings settings, S3Store store) {
    this.settings = settings;
    this.store = store;
  }

  /**
   * Probes a bucket; takes some thirty requests, many of them at once.
   *
   * @throws CloudException if the bucket cannot be read and written at all, see {@link
   *     S3Bucket#check}
   */
  public static Capabilities probe(S3Settings settings) throws CloudException {
    try (S3Store store = new S3Store(settings, TRUSTING)) {
      store.bucket().check();
      return new CapabilityProbe(settings, store).run();
    }
  }

  private Capabilities run() throws CloudException {
    try {
      // In the order of what is made of them.
      Iterator<Boolean> found =
          answers(
                  List.of(
                      of(probe -> probe.obeys(etag -> probe.put(Precondition.matches(etag)))),
                      of(probe -> probe.refuses(() -> probe.put(Precondition.absent()))),
                      of(probe -> probe.obeys(etag -> probe.complete(Precondition.matches(etag)))),
                      of(probe -> probe.refuses(() -> probe.complete(Precondition.absent()))),
                      of(ProbeCase::refusesToDeleteAnother),
                      of(ProbeCase::refusesToCopyPartOfAnother),
                      of(ProbeCase::refusesToCopyOver),
                      of(ProbeCase::refusesWrongBytes),
                      of(ProbeCase::listsMetadata),
                      of(probe -> probe.notifies(settings)),
                      of(ProbeCase::refusesLateDeletion)))
              .iterator();
      return new Capabilities(
          found.next(),
          found.next(),
          found.next(),
          found.next(),
          found.next(),
          found.next(),
          found.next(),
          found.next(),
          found.next(),
          found.next(),
          store.bucket().versioned(),
          found.next());
    } finally {
      store.deleteAll(keys);
    }
  }

  private interface Question {
    boolean ask(ProbeCase probe) throws CloudException;
  }

  private Callable<Boolean> of(Question question) {
    ProbeCase probe = new ProbeCase(store, PREFIX + UUID.randomUUID());
    keys.addAll(probe.keys());
    return () -> question.ask(probe);
  }

  /** Returns when all have ended, so that nothing is put after its object was deleted. */
  private static List<Boolean> answers(List<Callable<Boolean>> questions) throws CloudException {
    ExecutorService threads = Executors.newFixedThreadPool(CASES_AT_ONCE);
    try {
      List<Boolean> answers = new ArrayList<>();
      for (Future<Boolean> answer : threads.invokeAll(questions)) {
        answers.add(answer.get());
      }
      return answers;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CloudException(CloudFailure.CANCELLED, "probing the bucket: interrupted", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof CloudException failure) {
        throw failure;
      }
      throw new IllegalStateException("a probe failed", e);
    } finally {
      threads.shutdownNow();
    }
  }
}
