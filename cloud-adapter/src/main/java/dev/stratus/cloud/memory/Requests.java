package dev.stratus.cloud.memory;

import dev.stratus.cloud.CloudException;
import dev.stratus.cloud.CloudFailure;
import dev.stratus.cloud.ObjectKey;
import dev.stratus.cloud.Verb;
import org.jspecify.annotations.Nullable;

/** Does the requests of one store: counts them, lets them meet their faults, ends their waits. */
final class Requests {

  private final Faults faults = new Faults();
  private final RequestCounts counts = new RequestCounts();
  private final Waits waits = new Waits();

  Faults faults() {
    return faults;
  }

  RequestCounts counts() {
    return counts;
  }

  Waits waits() {
    return waits;
  }

  interface Step<T> {
    T run(Faults.@Nullable Hit hit) throws CloudException;
  }

  interface Look {
    void run() throws CloudException;
  }

  <T> T run(Verb verb, ObjectKey key, Step<T> step) throws CloudException {
    return run(verb, key.value(), () -> {}, step);
  }

  <T> T run(Verb verb, String key, Step<T> step) throws CloudException {
    return run(verb, key, () -> {}, step);
  }

  <T> T run(Verb verb, String key, Look look, Step<T> step) throws CloudException {
    waits.check(verb + " " + key);
    if (!key.isEmpty() && !new ObjectKey(key).fits()) {
      throw new CloudException(CloudFailure.NAME_NOT_ALLOWED, "the key is too long: " + key);
    }
    counts.begin(verb);
    try {
      look.run();
      Faults.Hit hit = faults.next(verb, key);
      suffer(hit, verb + " " + key);
      T answer = step.run(hit);
      if (hit != null && hit.fault() instanceof Fault.LoseReply lost) {
        throw new CloudException(lost.failure(), verb + " " + key + ": the answer was lost");
      }
      return answer;
    } finally {
      counts.end();
    }
  }

  private void suffer(Faults.@Nullable Hit hit, String what) throws CloudException {
    if (hit == null) {
      return;
    }
    if (hit.fault() instanceof Fault.Fail fail) {
      throw new CloudException(fail.failure(), what + ": injected");
    } else if (hit.fault() instanceof Fault.Hang) {
      waits.until(hit.injection().released(), what);
    } else if (hit.fault() instanceof Fault.Late late) {
      waits.during(late.delay(), what);
    } else if (hit.fault() instanceof Fault.Before before) {
      before.action().run();
    }
  }
}
