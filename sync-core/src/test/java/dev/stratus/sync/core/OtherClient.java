package dev.stratus.sync.core;

import static java.util.Objects.requireNonNull;

import dev.stratus.cloud.memory.MemoryBucket;
import dev.stratus.sync.FileMode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Another client of the bucket, no Stratus: it changes objects, and the model as the folder should
 * follow. It is to be used while everything is in the cloud, and leaves alone what is open.
 */
final class OtherClient {

  private static final Logger log = LoggerFactory.getLogger(OtherClient.class);

  private static final int MOST_BYTES = 200_000;
  private static final int PERMISSIONS = 0644;
  private static final int DIRECTORY_PERMISSIONS = 0755;

  private final MemoryBucket bucket;
  private final ModelTree model;
  private final Random random;

  OtherClient(MemoryBucket bucket, ModelTree model, Random random) {
    this.bucket = bucket;
    this.model = model;
    this.random = random;
  }

  /** One change; none where chance finds nothing for it. */
  void edit() {
    switch (random.nextInt(8)) {
      case 0 -> add();
      case 1 -> addBelow();
      case 2 -> any().ifPresent(this::overwrite);
      case 3 -> any().ifPresent(this::overwriteWithOldMetadata);
      case 4 -> any().filter(OtherClient::isSpare).ifPresent(this::remove);
      case 5 -> any().ifPresent(this::copy);
      case 6 -> any().filter(OtherClient::isAlone).ifPresent(this::chmod);
      default ->
          any().filter(OtherClient::isAlone).filter(OtherClient::isSpare).ifPresent(this::move);
    }
  }

  private Optional<ModelTree.Place> any() {
    return model.anyClosedFile(random);
  }

  /** Of several names of a file, it is not said which one a change or a rename is of. */
  private static boolean isAlone(ModelTree.Place place) {
    return place.require().links == 1;
  }

  /** With its last key a directory without an object of its own would go. */
  private static boolean isSpare(ModelTree.Place place) {
    return !place.directory().isImplicit || place.directory().children.size() > 1;
  }

  private byte[] bytes() {
    byte[] bytes = new byte[random.nextInt(MOST_BYTES)];
    random.nextBytes(bytes);
    return bytes;
  }

  private void add() {
    ModelTree.Place place = model.anyPlace(random);
    if (place.node() == null) {
      write(place, ModelNode.foreign(ModelNode.Kind.FILE, PERMISSIONS), Map.of());
    }
  }

  /** A file in a directory that nobody made. */
  private void addBelow() {
    ModelTree.Place place = model.anyPlace(random);
    if (place.node() == null) {
      ModelNode directory = ModelNode.foreign(ModelNode.Kind.DIRECTORY, DIRECTORY_PERMISSIONS);
      directory.isImplicit = true;
      model.add(place, directory);
      write(
          new ModelTree.Place(directory, "f.txt"),
          ModelNode.foreign(ModelNode.Kind.FILE, PERMISSIONS),
          Map.of());
    }
  }

  /** Other bytes, by a client that knows nothing of attributes. */
  void overwrite(ModelTree.Place place) {
    model.remove(place);
    write(place, ModelNode.foreign(ModelNode.Kind.FILE, PERMISSIONS), Map.of());
  }

  /** Other bytes, by a client that sends along what metadata it found. */
  private void overwriteWithOldMetadata(ModelTree.Place place) {
    ModelNode like = place.require();
    Map<String, String> metadata = metadata(place);
    model.remove(place);
    write(place, withAttributesOf(like), metadata);
  }

  private static ModelNode withAttributesOf(ModelNode like) {
    ModelNode node = ModelNode.foreign(ModelNode.Kind.FILE, like.permissions);
    node.xattrs.putAll(like.xattrs);
    return node;
  }

  /** What is new there, with bytes of chance. */
  private void write(ModelTree.Place place, ModelNode node, Map<String, String> metadata) {
    node.bytes = bytes();
    model.add(place, node);
    log.debug(
        "another client writes {}: {} bytes {}", model.key(place), node.bytes.length, metadata);
    bucket.write(model.key(place), node.bytes, metadata);
  }

  void remove(ModelTree.Place place) {
    log.debug("another client removes {}", model.key(place));
    bucket.remove(model.key(place));
    model.remove(place);
  }

  private void copy(ModelTree.Place from) {
    ModelTree.Place to = model.anyPlace(random);
    if (to.node() == null) {
      copy(from, to);
    }
  }

  private void copy(ModelTree.Place from, ModelTree.Place to) {
    ModelNode node = withAttributesOf(from.require());
    node.bytes = from.require().bytes.clone();
    model.add(to, node);
    log.debug("another client copies {} to {}", model.key(from), model.key(to));
    bucket.write(model.key(to), node.bytes, metadata(from));
  }

  private void move(ModelTree.Place from) {
    ModelTree.Place to = model.anyPlace(random);
    if (to.node() == null) {
      copy(from, to);
      remove(from);
    }
  }

  private void chmod(ModelTree.Place place) {
    Map<String, String> metadata = new HashMap<>(metadata(place));
    ModelNode node = place.require();
    node.permissions = 0600 | random.nextInt(0200);
    metadata.put("mode", Integer.toString(FileMode.REGULAR | node.permissions));
    log.debug("another client sets the mode of {} to {}", model.key(place), node.permissions);
    bucket.write(model.key(place), node.bytes, metadata);
  }

  private Map<String, String> metadata(ModelTree.Place place) {
    return requireNonNull(bucket.metadata(model.key(place)));
  }
}
