package dev.stratus.sync.upload;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.benmanes.caffeine.cache.Cache;
import dev.stratus.cloud.Body;
import dev.stratus.cloud.CloudException;
import dev.stratus.cloud.CloudStore;
import dev.stratus.cloud.ObjectKey;
import dev.stratus.cloud.Precondition;
import dev.stratus.sync.FsException;
import dev.stratus.sync.Memories;
import dev.stratus.sync.index.Entry;
import dev.stratus.sync.index.Index;
import dev.stratus.sync.index.Inode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The lists of the keys that are one file: {@code .stratus/links/UUID}. Without them a copy that
 * carries the metadata along would look like a hard link.
 */
final class LinkGroups {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final int REMEMBERED = 10_000;

  private final CloudStore cloud;
  private final Index index;
  private final Surveyor surveyor;
  private final String prefix;
  private final Cache<String, List<String>> written = Memories.of(REMEMBERED).build();

  LinkGroups(UploadParts parts, Surveyor surveyor) {
    this.cloud = parts.cloud();
    this.index = parts.index();
    this.surveyor = surveyor;
    this.prefix = parts.paths().reservedPrefix() + "links/";
  }

  /** Makes the list of an inode right; before its objects appear, and after they vanish. */
  void refresh(Inode inode) throws FsException, CloudException {
    String group = inode.linkGroup();
    if (group == null) {
      return;
    }
    List<String> keys = keys(inode);
    if (keys.equals(written.getIfPresent(group))) {
      return;
    }
    ObjectKey list = new ObjectKey(prefix + group);
    if (keys.size() < 2) {
      cloud.delete(list, Precondition.none());
    } else {
      cloud.put(list, Body.of(encode(keys)), Map.of(), Precondition.none());
    }
    written.put(group, keys);
  }

  private List<String> keys(Inode inode) throws FsException {
    List<String> keys = new ArrayList<>();
    for (Entry entry : index.read(tables -> tables.entries().ofInode(inode.id()))) {
      surveyor.wanted(entry, inode).ifPresent(key -> keys.add(key.value()));
    }
    keys.sort(ObjectKey::compareUtf8);
    return List.copyOf(keys);
  }

  private static byte[] encode(List<String> keys) {
    try {
      return JSON.writeValueAsBytes(keys);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a list of texts is always JSON", e);
    }
  }
}
