package dev.stratus.sync.remote;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stratus.cloud.ByteRange;
import dev.stratus.cloud.CloudException;
import dev.stratus.cloud.CloudFailure;
import dev.stratus.cloud.CloudStore;
import dev.stratus.cloud.ObjectBody;
import dev.stratus.cloud.ObjectInfo;
import dev.stratus.cloud.ObjectKey;
import dev.stratus.sync.namespace.Paths;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads which keys are one file: the lists that the uploader writes for hard links. */
final class LinkLists {

  private static final Logger log = LoggerFactory.getLogger(LinkLists.class);

  private static final ObjectMapper JSON = new ObjectMapper();

  /** A list of 65,000 long keys; more is not ours. */
  private static final long MAX_BYTES = 64 << 20;

  private final CloudStore cloud;
  private final String prefix;

  LinkLists(CloudStore cloud, Paths paths) {
    this.cloud = cloud;
    this.prefix = paths.reservedPrefix() + "links/";
  }

  /** The keys of a group; empty where there is no list. */
  Set<String> keys(String group) throws CloudException {
    ObjectKey key = new ObjectKey(prefix + group);
    try {
      ObjectInfo info = cloud.stat(key);
      if (info.size() == 0 || info.size() > MAX_BYTES) {
        return Set.of();
      }
      String text = new String(bytes(info), StandardCharsets.UTF_8);
      return new TreeSet<>(Arrays.asList(JSON.readValue(text, String[].class)));
    } catch (JsonProcessingException e) {
      log.warn("The list of links {} is no JSON: {}", key, e.getOriginalMessage());
      return Set.of();
    } catch (CloudException e) {
      if (e.failure() == CloudFailure.NOT_FOUND
          || e.failure() == CloudFailure.PRECONDITION_FAILED) {
        return Set.of();
      }
      throw e;
    }
  }

  private byte[] bytes(ObjectInfo info) throws CloudException {
    ByteRange all = new ByteRange(0, info.size());
    try (ObjectBody body = cloud.get(info.key(), info.etag(), all)) {
      return body.stream().readAllBytes();
    } catch (CloudException e) {
      throw e;
    } catch (IOException e) {
      throw new CloudException(CloudFailure.BROKEN_ANSWER, "GET " + info.key() + " broke", e);
    }
  }
}
