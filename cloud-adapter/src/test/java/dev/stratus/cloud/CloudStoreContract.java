package dev.stratus.cloud;

import static dev.stratus.cloud.CloudFailure.BROKEN_ANSWER;
import static dev.stratus.cloud.CloudFailure.CANCELLED;
import static dev.stratus.cloud.CloudFailure.CHECKSUM_MISMATCH;
import static dev.stratus.cloud.CloudFailure.NAME_NOT_ALLOWED;
import static dev.stratus.cloud.CloudFailure.NOT_FOUND;
import static dev.stratus.cloud.CloudFailure.NOT_SUPPORTED;
import static dev.stratus.cloud.CloudFailure.PRECONDITION_FAILED;
import static dev.stratus.cloud.CloudFailure.TOO_LARGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every method of {@link CloudStore} and every failure it names. No case is ever skipped: where a
 * server lacks a capability, the same case asserts what the contract says of such a server, and
 * {@link #capabilitiesAreThoseOfThisServer} pins down which server lacks which.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class CloudStoreContract {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int MIN_PART = 5 << 20;

  /** Starts or finds the server. */
  protected abstract StoreUnderTest start() throws Exception;

  private StoreUnderTest server;
  private CloudStore store;

  /** Each test has a name space of its own in the one bucket. */
  private String home() {
    return "contract/" + UUID.randomUUID() + "/";
  }

  @BeforeAll
  void startServer() throws Exception {
    server = start();
    store = server.open();
  }

  @AfterAll
  void stopServer() {
    store.close();
    server.close();
  }

  @Test
  void capabilitiesAreThoseOfThisServer() {
    assertThat(store.capabilities()).isEqualTo(server.expected());
  }

  @Test
  void statSaysWhatWasPut() throws Exception {
    ObjectKey key = key("a");
    Instant before = Instant.now();
    ETag etag = put(key, "hello", Map.of("mode", "33188", "mtime", "1.5"));

    ObjectInfo info = store.stat(key);

    assertThat(info.key()).isEqualTo(key);
    assertThat(info.size()).isEqualTo(5);
    assertThat(info.etag()).isEqualTo(etag);
    assertThat(info.lastModified()).isBetween(before.minusSeconds(2), before.plusSeconds(60));
    assertThat(info.metadata()).hasValue(Map.of("mode", "33188", "mtime", "1.5"));
  }

  @Test
  void statOfNothingIsNotFound() {
    assertFails(NOT_FOUND, () -> store.stat(key("nothing")));
  }

  @Test
  void statOfAKeyThatNoServerTakesIsNotAllowed() {
    assertFails(NAME_NOT_ALLOWED, () -> store.stat(new ObjectKey("k".repeat(1025))));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4096, (64 << 10) + 1, 9 << 20})
  void putWritesBytesOfAnySize(int size) throws Exception {
    ObjectKey key = key("a");
    byte[] bytes = random(size);

    ETag etag = store.put(key, Body.of(bytes), Map.of(), Precondition.none());

    assertThat(store.stat(key).size()).isEqualTo(size);
    assertThat(store.stat(key).etag()).isEqualTo(etag);
    if (size > 0) {
      assertThat(read(key, etag, 0, size)).isEqualTo(bytes);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain",
        "with space",
        "a+b",
        "100%",
        "%2F",
        "?&=#;:@",
        "ü日本語",
        "😀",
        "quote'\"<>",
        "[x]{y}~!$*(),|",
        "back\\slash",
        "-_.",
        "tab\tin",
        "line\nin",
        "e\u0301"
      })
  void putTakesKeysOfAnyText(String name) throws Exception {
    ObjectKey key = key(name);
    @Nullable CloudFailure failure = failure(() -> put(key, "x", Map.of()));
    if (failure != null) {
      // A server may refuse a name, but then says so.
      assertThat(failure).isEqualTo(NAME_NOT_ALLOWED);
      return;
    }
    assertThat(store.stat(key).size()).isEqualTo(1);
    String prefix = key.value().substring(0, key.value().indexOf(name));
    assertThat(store.list(ListRequest.flat(prefix), "").objects())
        .extracting(ObjectInfo::key)
        .containsExactly(key);
    store.delete(key, Precondition.none());
    assertFails(NOT_FOUND, () -> store.stat(key));
  }

  @Test
  void putTakesMarkersOfDirectories() throws Exception {
    ObjectKey marker = key("dir/");
    ETag etag = put(marker, "", Map.of("mode", "16877"));

    assertThat(store.stat(marker).etag()).isEqualTo(etag);
    assertThat(store.stat(marker).size()).isZero();
    assertThat(store.stat(marker).metadata()).hasValue(Map.of("mode", "16877"));
    assertThat(keys(pages(ListRequest.flat(marker.value())))).containsExactly(marker.value());
    ETag again = store.replaceMetadata(marker, etag, Map.of("mode", "16832"));
    assertThat(store.stat(marker).metadata()).hasValue(Map.of("mode", "16832"));
    put(new ObjectKey(marker.value() + "child"), "x", Map.of());
    store.delete(marker, Precondition.matches(again));
    assertThat(keys(pages(ListRequest.flat(marker.value()))))
        .containsExactly(marker.value() + "child");
  }

  @Test
  void putReplaces() throws Exception {
    ObjectKey key = key("a");
    put(key, "one", Map.of("m", "1"));
    put(key, "twenty", Map.of());

    assertThat(text(key)).isEqualTo("twenty");
    assertThat(store.stat(key).metadata()).hasValue(Map.of());
  }

  @Test
  void putIfAbsentWritesOnlyWhereNothingIs() throws Exception {
    ObjectKey key = key("a");
    store.put(key, body("one"), Map.of(), Precondition.absent());

    assertFails(
        PRECONDITION_FAILED, () -> store.put(key, body("two"), Map.of(), Precondition.absent()));
    assertThat(text(key)).isEqualTo("one");
  }

  @Test
  void putIfMatchesWritesOnlyOverThatVersion() throws Exception {
    ObjectKey key = key("a");
    ETag one = put(key, "one", Map.of());
    ETag two = store.put(key, body("two"), Map.of(), Precondition.matches(one));

    assertFails(
        PRECONDITION_FAILED,
        () -> store.put(key, body("three"), Map.of(), Precondition.matches(one)));
    assertThat(store.stat(key).etag()).isEqualTo(two);
  }

  @Test
  void putIfMatchesFailsWhereNothingIs() throws Exception {
    ETag etag = put(key("other"), "x", Map.of());
    ObjectKey key = key("a");

    assertFails(
        PRECONDITION_FAILED, () -> store.put(key, body("x"), Map.of(), Precondition.matches(etag)));
    assertFails(NOT_FOUND, () -> store.stat(key));
  }

  @Test
  void putOfManyAtOnceIfAbsentOneWins() throws Exception {
    ObjectKey key = key("a");
    List<@Nullable CloudFailure> outcomes =
        together(
            8,
            i -> failure(() -> store.put(key, body("by " + i), Map.of(), Precondition.absent())));

    long winners = outcomes.stream().filter(f -> f == null).count();
    if (store.capabilities().putIfAbsent()) {
      assertThat(winners).isEqualTo(1);
    } else {
      assertThat(winners).isPositive();
    }
    assertThat(outcomes).containsOnly(null, PRECONDITION_FAILED);
  }

  @Test
  void putRefusesBytesThatAreNotThoseAnnounced() throws Exception {
    ObjectKey key = key("a");
    Body wrong = new FakeBody(8, 8, 12345);
    if (store.capabilities().verifiesCrc32c()) {
      assertFails(CHECKSUM_MISMATCH, () -> store.put(key, wrong, Map.of(), Precondition.none()));
      assertFails(NOT_FOUND, () -> store.stat(key));
    } else {
      store.put(key, wrong, Map.of(), Precondition.none());
      assertThat(store.stat(key).size()).isEqualTo(8);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 7, 9})
  void putWritesNothingWhenTheBodyIsOfAnotherLength(int real) {
    ObjectKey key = key("a");
    assertFails(
        CANCELLED, () -> store.put(key, new FakeBody(8, real, 0), Map.of(), Precondition.none()));
    assertFails(NOT_FOUND, () -> store.stat(key));
  }

  @Test
  void putWritesNothingWhenTheBodyFails() {
    ObjectKey key = key("a");
    assertFails(
        CANCELLED, () -> store.put(key, new FakeBody(8, -1, 0), Map.of(), Precondition.none()));
    assertFails(NOT_FOUND, () -> store.stat(key));
  }

  @Test
  void putCarriesMetadataOfAnyText() throws Exception {
    ObjectKey key = key("a");
    Map<String, String> metadata =
        Map.of(
            "plain", "a=b;c,d\"e\"",
            "unicode", "grüße 日本 😀",
            "blanks", "  a  b ",
            "empty", "",
            "word", "=?UTF-8?Q?no?=",
            "percent", "100%25",
            "lines", "a\nb\tc\u0000");
    put(key, "x", metadata);

    assertThat(store.stat(key).metadata()).hasValue(metadata);
  }

  @Test
  void putTakesAsMuchMetadataAsS3AndNoMore() throws Exception {
    String name = "stratus-x";
    String most = "v".repeat(UserMetadata.MAX_BYTES - UserMetadata.size(Map.of(name, "v")) + 1);
    ObjectKey key = key("a");

    put(key, "x", Map.of(name, most));
    assertThat(store.stat(key).metadata()).hasValue(Map.of(name, most));
    assertFails(TOO_LARGE, () -> put(key, "y", Map.of(name, most + "v")));
    assertThat(text(key)).isEqualTo("x");
  }

  @Test
  void getReadsRanges() throws Exception {
    ObjectKey key = key("a");
    byte[] bytes = random(100_000);
    ETag etag = store.put(key, Body.of(bytes), Map.of("m", "1"), Precondition.none());

    assertThat(read(key, etag, 0, 1)).isEqualTo(Arrays.copyOf(bytes, 1));
    assertThat(read(key, etag, 99_999, 100_000)).isEqualTo(new byte[] {bytes[99_999]});
    assertThat(read(key, etag, 1000, 70_000)).isEqualTo(Arrays.copyOfRange(bytes, 1000, 70_000));
    try (ObjectBody body = store.get(key, etag, new ByteRange(5, 10))) {
      assertThat(body.range()).isEqualTo(new ByteRange(5, 10));
      assertThat(body.info().size()).isEqualTo(100_000);
      assertThat(body.info().etag()).isEqualTo(etag);
      assertThat(body.info().metadata()).hasValue(Map.of("m", "1"));
    }
  }

  @Test
  void getOfNothingIsNotFound() throws Exception {
    ETag etag = put(key("other"), "x", Map.of());
    assertFails(NOT_FOUND, () -> read(key("a"), etag, 0, 1));
  }

  @Test
  void getNeverMixesVersions() throws Exception {
    ObjectKey key = key("a");
    ETag old = put(key, "a long first version", Map.of());
    put(key, "short", Map.of());

    assertFails(PRECONDITION_FAILED, () -> read(key, old, 0, 5));
    assertFails(PRECONDITION_FAILED, () -> read(key, old, 10, 20));
  }

  @ParameterizedTest
  @ValueSource(longs = {5, 6, 4})
  void getPastTheEndIsABrokenAnswer(long start) throws Exception {
    ObjectKey key = key("a");
    ETag etag = put(key, "hello", Map.of());
    assertFails(BROKEN_ANSWER, () -> read(key, etag, start, start + 2));
  }

  @Test
  void getCanBeGivenUpHalfWay() throws Exception {
    ObjectKey key = key("a");
    byte[] bytes = random(8 << 20);
    ETag etag = store.put(key, Body.of(bytes), Map.of(), Precondition.none());
    for (int i = 0; i < 5; i++) {
      try (ObjectBody body = store.get(key, etag, new ByteRange(0, bytes.length))) {
        assertThat(body.stream().read()).isEqualTo(bytes[0] & 0xff);
      }
    }
    assertThat(read(key, etag, 0, bytes.length)).isEqualTo(bytes);
  }

  @Test
  void getByAnInterruptedThreadIsCancelled() throws Exception {
    ObjectKey key = key("a");
    ETag etag = put(key, "hello", Map.of());
    Thread.currentThread().interrupt();
    try {
      assertFails(CANCELLED, () -> read(key, etag, 0, 5));
      assertThat(Thread.currentThread().isInterrupted()).isTrue();
    } finally {
      Thread.interrupted();
    }
    assertThat(text(key)).isEqualTo("hello");
  }

  @Test
  void listingOfNothingIsEmpty() throws Exception {
    ListPage page = store.list(ListRequest.flat(home()), "");
    assertThat(page.objects()).isEmpty();
    assertThat(page.commonPrefixes()).isEmpty();
    assertThat(page.next()).isEmpty();
  }

  @Test
  void listingFlatGoesPageByPageInOrder() throws Exception {
    String home = home();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      names.add(home + "d" + i % 3 + "/f" + i);
    }
    for (String name : names) {
      put(new ObjectKey(name), "x", Map.of());
    }

    List<ListPage> pages = pages(new ListRequest(home, false, null, 3));

    assertThat(keys(pages)).containsExactlyElementsOf(names.stream().sorted().toList());
    assertThat(pages).allSatisfy(p -> assertThat(p.commonPrefixes()).isEmpty());
    assertThat(pages).allSatisfy(p -> assertThat(p.objects()).hasSizeLessThanOrEqualTo(3));
    assertThat(pages).hasSize(4);
  }

  @Test
  void listingDelimitedFoldsWhatLiesDeeper() throws Exception {
    String home = home();
    for (String name : List.of("a", "b/", "b/c", "d/e/f", "d/g", "h")) {
      put(new ObjectKey(home + name), "x", Map.of());
    }

    List<ListPage> pages = pages(new ListRequest(home, true, null, 2));
    assertThat(keys(pages)).containsExactly(home + "a", home + "h");
    assertThat(pages.stream().flatMap(p -> p.commonPrefixes().stream()))
        .containsExactly(home + "b/", home + "d/");

    ListPage inside = store.list(ListRequest.delimited(home + "b/"), "");
    assertThat(keys(List.of(inside))).containsExactly(home + "b/", home + "b/c");
  }

  @Test
  void listingStartsAfterAKey() throws Exception {
    String home = home();
    for (String name : List.of("a", "b", "c")) {
      put(new ObjectKey(home + name), "x", Map.of());
    }
    assertThat(keys(pages(new ListRequest(home, false, home + "a", 1))))
        .containsExactly(home + "b", home + "c");
    assertThat(keys(pages(new ListRequest(home, false, home + "aa", 1000))))
        .containsExactly(home + "b", home + "c");
  }

  @Test
  void listingOrdersByUtf8() throws Exception {
    String home = home();
    List<String> names = List.of("\uff5e", "😀", "z", "é", "Z", "a b", "a-b");
    for (String name : names) {
      put(new ObjectKey(home + name), "x", Map.of());
    }
    List<String> sorted =
        names.stream().map(name -> home + name).sorted(ObjectKey::compareUtf8).toList();

    assertThat(keys(pages(new ListRequest(home, false, null, 1000)))).isEqualTo(sorted);
    List<String> onPages = keys(pages(new ListRequest(home, false, null, 2)));
    if (server.ordersByUtf8()) {
      assertThat(onPages).isEqualTo(sorted);
    } else {
      assertThat(onPages).containsExactlyInAnyOrderElementsOf(sorted);
    }
  }

  @Test
  void listingBringsMetadataWhereTheServerHasIt() throws Exception {
    String home = home();
    Map<String, String> metadata = Map.of("mode", "33188", "xattr", "ü<&>\"'", "empty", "");
    ETag etag = put(new ObjectKey(home + "a"), "hello", metadata);
    put(new ObjectKey(home + "b"), "", Map.of());

    List<ObjectInfo> infos = store.list(ListRequest.flat(home), "").objects();

    assertThat(infos).extracting(ObjectInfo::size).containsExactly(5L, 0L);
    assertThat(infos.get(0).etag()).isEqualTo(etag);
    assertThat(infos.get(0).lastModified())
        .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(60));
    if (store.capabilities().listsMetadata()) {
      assertThat(infos.get(0).metadata()).hasValue(metadata);
      assertThat(infos.get(1).metadata()).hasValue(Map.of());
    } else {
      assertThat(infos).allSatisfy(info -> assertThat(info.metadata()).isEmpty());
    }
  }

  @Test
  void listingWithoutMetadataBringsNoneAndMayGoOnWithThem() throws Exception {
    String home = home();
    for (String name : List.of("a", "b", "c", "d", "e")) {
      put(new ObjectKey(home + name), name, Map.of("mode", name));
    }
    ListRequest with = new ListRequest(home, false, null, 1);
    List<ObjectInfo> infos = new ArrayList<>();
    Optional<String> next = Optional.of("");
    while (next.isPresent()) {
      ListRequest request = infos.size() % 2 == 0 ? with.withoutMetadata() : with;
      ListPage page = store.list(request, next.get());
      infos.addAll(page.objects());
      next = page.next();
    }

    assertThat(infos)
        .extracting(info -> info.key().value().substring(home.length()))
        .containsExactly("a", "b", "c", "d", "e");
    for (int i = 0; i < infos.size(); i++) {
      ObjectInfo info = infos.get(i);
      boolean brought = i % 2 == 1 && store.capabilities().listsMetadata();
      assertThat(info.metadata().isPresent()).isEqualTo(brought);
      ObjectInfo alone = store.stat(info.key());
      assertThat(info.etag()).isEqualTo(alone.etag());
      assertThat(info.lastModified().getEpochSecond())
          .isEqualTo(alone.lastModified().getEpochSecond());
      assertThat(info.metadata().orElse(Map.of()))
          .isEqualTo(brought ? alone.metadata().get() : Map.of());
    }
  }

  @Test
  void multipartPutsPartsTogetherInTheirOrder() throws Exception {
    ObjectKey key = key("a");
    byte[] one = random(MIN_PART);
    byte[] two = random(MIN_PART);
    byte[] three = random(100);
    String id = store.createMultipart(key, Map.of("mode", "ü"));
    PartTag p3 = store.putPart(key, id, 7, Body.of(three));
    store.putPart(key, id, 1, Body.of(two));
    PartTag p1 = store.putPart(key, id, 1, Body.of(one));
    PartTag p2 = store.putPart(key, id, 2, Body.of(two));
    assertFails(NOT_FOUND, () -> store.stat(key));
    assertThat(store.listParts(key, id)).containsExactly(p1, p2, p3);
    assertThat(p3).extracting(PartTag::number, PartTag::size).containsExactly(7, 100L);

    ETag etag = store.completeMultipart(key, id, List.of(p1, p2, p3), Precondition.none());

    byte[] all = read(key, etag, 0, 2L * MIN_PART + 100);
    assertThat(Arrays.copyOf(all, MIN_PART)).isEqualTo(one);
    assertThat(Arrays.copyOfRange(all, MIN_PART, 2 * MIN_PART)).isEqualTo(two);
    assertThat(Arrays.copyOfRange(all, 2 * MIN_PART, all.length)).isEqualTo(three);
    assertThat(store.stat(key).metadata()).hasValue(Map.of("mode", "ü"));
    assertThat(store.stat(key).etag()).isEqualTo(etag);
    assertFails(
        NOT_FOUND, () -> store.completeMultipart(key, id, List.of(p1), Precondition.none()));
  }

  @Test
  void multipartKnowsNoPartThatIsNotThere() throws Exception {
    ObjectKey key = key("a");
    String id = store.createMultipart(key, Map.of());
    PartTag part = store.putPart(key, id, 1, body("x"));
    PartTag missing = new PartTag(2, part.etag(), 1);

    assertFails(
        NOT_FOUND, () -> store.completeMultipart(key, id, List.of(missing), Precondition.none()));
    store.completeMultipart(key, id, List.of(part), Precondition.none());
    assertThat(text(key)).isEqualTo("x");
  }

  @Test
  void multipartCompletesOnlyUnderItsPrecondition() throws Exception {
    ObjectKey key = key("a");
    ETag there = put(key, "there", Map.of());
    ETag other = put(key("other"), "other", Map.of());
    String id = store.createMultipart(key, Map.of());
    List<PartTag> parts = List.of(store.putPart(key, id, 1, body("new")));

    assertFails(
        PRECONDITION_FAILED, () -> store.completeMultipart(key, id, parts, Precondition.absent()));
    assertFails(
        PRECONDITION_FAILED,
        () -> store.completeMultipart(key, id, parts, Precondition.matches(other)));
    assertThat(text(key)).isEqualTo("there");

    store.completeMultipart(key, id, parts, Precondition.matches(there));
    assertThat(text(key)).isEqualTo("new");
  }

  @Test
  void multipartIfMatchesFailsWhereNothingIs() throws Exception {
    ObjectKey key = key("a");
    ETag other = put(key("other"), "other", Map.of());
    String id = store.createMultipart(key, Map.of());
    List<PartTag> parts = List.of(store.putPart(key, id, 1, body("new")));

    assertFails(
        PRECONDITION_FAILED,
        () -> store.completeMultipart(key, id, parts, Precondition.matches(other)));
    store.completeMultipart(key, id, parts, Precondition.absent());
    assertThat(text(key)).isEqualTo("new");
  }

  @Test
  void multipartCopiesPartsOnTheServer() throws Exception {
    ObjectKey source = key("source");
    byte[] bytes = random(MIN_PART + 1000);
    ETag etag = store.put(source, Body.of(bytes), Map.of(), Precondition.none());
    ObjectKey key = key("a");
    String id = store.createMultipart(key, Map.of());

    PartTag one = store.copyPart(key, id, 1, source, etag, new ByteRange(0, MIN_PART));
    PartTag two = store.copyPart(key, id, 2, source, etag, new ByteRange(500, 700));
    assertThat(one.size()).isEqualTo(MIN_PART);
    ETag done = store.completeMultipart(key, id, List.of(one, two), Precondition.absent());

    byte[] all = read(key, done, 0, MIN_PART + 200L);
    assertThat(Arrays.copyOf(all, MIN_PART)).isEqualTo(Arrays.copyOf(bytes, MIN_PART));
    assertThat(Arrays.copyOfRange(all, MIN_PART, all.length))
        .isEqualTo(Arrays.copyOfRange(bytes, 500, 700));
  }

  @Test
  void multipartCopiesPartsOnlyOfTheVersionThatWasNamed() throws Exception {
    ObjectKey source = key("source");
    ETag old = put(source, "old one", Map.of());
    put(source, "new one", Map.of());
    ObjectKey key = key("a");
    String id = store.createMultipart(key, Map.of());

    assertFails(
        PRECONDITION_FAILED, () -> store.copyPart(key, id, 1, source, old, new ByteRange(0, 3)));
    assertFails(
        NOT_FOUND, () -> store.copyPart(key, id, 1, key("nothing"), old, new ByteRange(0, 3)));
    store.abortMultipart(key, id);
  }

  @Test
  void multipartKnowsNoUploadThatIsGone() throws Exception {
    ObjectKey key = key("a");
    String id = store.createMultipart(key, Map.of());
    PartTag part = store.putPart(key, id, 1, body("x"));
    store.abortMultipart(key, id);
    store.abortMultipart(key, id);

    if (server.knowsUploads()) {
      assertFails(NOT_FOUND, () -> store.putPart(key, id, 1, body("x")));
      assertFails(NOT_FOUND, () -> store.listParts(key, id));
    } else {
      assertThat(store.listParts(key, id)).isEmpty();
    }
    assertFails(
        NOT_FOUND, () -> store.completeMultipart(key, id, List.of(part), Precondition.none()));
    if (server.knowsUploads()) {
      ObjectKey source = key("source");
      ETag etag = put(source, "x", Map.of());
      assertFails(NOT_FOUND, () -> store.copyPart(key, id, 1, source, etag, new ByteRange(0, 1)));
    }
  }

  @Test
  void multipartListsWhatIsPending() throws Exception {
    String home = home();
    ObjectKey key = new ObjectKey(home + "a b");
    String id = store.createMultipart(key, Map.of());
    store.putPart(key, id, 1, body("x"));

    assertThat(store.listMultipart(home + "a b"))
        .extracting(PendingUpload::key, PendingUpload::uploadId)
        .containsExactly(tuple(key, id));
    store.abortMultipart(key, id);
    assertThat(store.listMultipart(home + "a b")).isEmpty();
  }

  @Test
  void multipartRefusesBytesThatAreNotThoseAnnounced() throws Exception {
    ObjectKey key = key("a");
    String id = store.createMultipart(key, Map.of());
    Body wrong = new FakeBody(8, 8, 12345);
    if (store.capabilities().verifiesCrc32c()) {
      assertFails(CHECKSUM_MISMATCH, () -> store.putPart(key, id, 1, wrong));
    } else {
      assertThat(store.putPart(key, id, 1, wrong).size()).isEqualTo(8);
    }
    store.abortMultipart(key, id);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 5 << 20, (6 << 20) + 1})
  void copyCarriesTheBytesAndTakesNewMetadata(int size) throws Exception {
    ObjectKey source = key("source ü");
    ObjectKey target = key("target");
    byte[] bytes = random(size);
    ETag etag = store.put(source, Body.of(bytes), Map.of("old", "1"), Precondition.none());

    ETag copied = store.copy(source, etag, target, Map.of("new", "ü"), Precondition.absent());

    assertThat(store.stat(target).etag()).isEqualTo(copied);
    assertThat(store.stat(target).size()).isEqualTo(size);
    assertThat(store.stat(target).metadata()).hasValue(Map.of("new", "ü"));
    if (size > 0) {
      assertThat(read(target, copied, 0, size)).isEqualTo(bytes);
    }
    assertThat(store.stat(source).etag()).isEqualTo(etag);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "hello"})
  void copyReplacesMetadataInPlace(String text) throws Exception {
    ObjectKey key = key("a");
    ETag etag = put(key, text, Map.of("old", "1"));

    ETag after = store.replaceMetadata(key, etag, Map.of("new", "2"));

    assertThat(store.stat(key).etag()).isEqualTo(after);
    assertThat(store.stat(key).metadata()).hasValue(Map.of("new", "2"));
    assertThat(text(key)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "new"})
  void copyReplacesMetadataOnlyOfTheVersionThatWasNamed(String text) throws Exception {
    ObjectKey key = key("a");
    ETag old = put(key, "old", Map.of());
    put(key, text, Map.of("m", "1"));

    assertFails(PRECONDITION_FAILED, () -> store.replaceMetadata(key, old, Map.of("m", "2")));
    assertThat(store.stat(key).metadata()).hasValue(Map.of("m", "1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "source"})
  void copyObeysThePreconditionOfItsTarget(String text) throws Exception {
    ObjectKey source = key("source");
    ObjectKey target = key("target");
    ETag from = put(source, text, Map.of());
    ETag there = put(target, "there", Map.of());
    ETag other = put(key("other"), "other", Map.of());

    assertFails(
        PRECONDITION_FAILED,
        () -> store.copy(source, from, target, Map.of(), Precondition.absent()));
    assertFails(
        PRECONDITION_FAILED,
        () -> store.copy(source, from, target, Map.of(), Precondition.matches(other)));
    assertThat(text(target)).isEqualTo("there");
    store.copy(source, from, target, Map.of(), Precondition.matches(there));
    assertThat(text(target)).isEqualTo(text);
    store.copy(source, from, target, Map.of("m", "1"), Precondition.none());
    assertThat(store.stat(target).metadata()).hasValue(Map.of("m", "1"));
  }

  @Test
  void copyOfNothingIsNotFound() throws Exception {
    ETag etag = put(key("other"), "x", Map.of());
    assertFails(
        NOT_FOUND,
        () -> store.copy(key("nothing"), etag, key("target"), Map.of(), Precondition.none()));
  }

  @Test
  void copyLeavesNoUploadBehindWhenItFails() throws Exception {
    String home = home();
    ObjectKey source = new ObjectKey(home + "source");
    ObjectKey target = new ObjectKey(home + "target");
    ETag from = put(source, "source", Map.of());
    put(target, "there", Map.of());

    assertFails(
        PRECONDITION_FAILED,
        () -> store.copy(source, from, target, Map.of(), Precondition.absent()));
    assertThat(store.listMultipart(target.value())).isEmpty();
  }

  @Test
  void copyRefusesTooMuchMetadata() throws Exception {
    ObjectKey key = key("a");
    ETag etag = put(key, "x", Map.of());
    assertFails(TOO_LARGE, () -> store.replaceMetadata(key, etag, Map.of("m", "v".repeat(2048))));
  }

  @Test
  void deleteTakesAnObjectAway() throws Exception {
    ObjectKey key = key("a");
    put(key, "x", Map.of());
    store.delete(key, Precondition.none());
    assertFails(NOT_FOUND, () -> store.stat(key));
  }

  @Test
  void deleteOfNothingIsDone() throws Exception {
    ETag etag = put(key("other"), "x", Map.of());
    ObjectKey nothing = key("nothing");
    store.delete(nothing, Precondition.none());
    store.delete(nothing, Precondition.matches(etag));
    assertFails(NOT_FOUND, () -> store.stat(nothing));
  }

  @Test
  void deleteTakesOnlyTheVersionThatWasNamed() throws Exception {
    ObjectKey key = key("a");
    ETag one = put(key, "one", Map.of());
    ETag two = put(key, "two", Map.of());

    assertFails(PRECONDITION_FAILED, () -> store.delete(key, Precondition.matches(one)));
    assertThat(text(key)).isEqualTo("two");
    store.delete(key, Precondition.matches(two));
    assertFails(NOT_FOUND, () -> store.stat(key));
  }

  @Test
  void deleteTakesMany() throws Exception {
    String home = home();
    List<ObjectKey> keys = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      keys.add(new ObjectKey(home + "ü & " + i));
      put(keys.get(i), "x", Map.of());
    }
    put(new ObjectKey(home + "kept"), "x", Map.of());
    keys.add(new ObjectKey(home + "nothing"));

    assertThat(store.deleteAll(keys)).isEmpty();
    assertThat(keys(pages(ListRequest.flat(home)))).containsExactly(home + "kept");
    assertThat(store.deleteAll(List.of())).isEmpty();
  }

  @Test
  void watchingTellsOfChangesBelowAPrefixUntilClosed() throws Exception {
    String home = home();
    List<CloudEvent> events = new CopyOnWriteArrayList<>();
    if (!store.capabilities().notifies()) {
      assertFails(NOT_SUPPORTED, () -> store.watch(home, events::add));
      return;
    }
    put(new ObjectKey(home + "before"), "x", Map.of());
    ObjectKey key = new ObjectKey(home + "a ü+%");
    CloudEvent written;
    try (Watch watch = store.watch(home, events::add)) {
      assertThat(watch).isNotNull();
      put(key("elsewhere"), "x", Map.of());
      ETag etag = put(key, "hello", Map.of("colour", "blue ü"));
      written = new CloudEvent.Written(key, etag, 5, Map.of("colour", "blue ü"));
      await().atMost(PATIENCE).untilAsserted(() -> assertThat(events).contains(written));
      store.delete(key, Precondition.none());
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(events).contains(new CloudEvent.Deleted(key)));
    }
    assertThat(events).containsOnly(written, new CloudEvent.Deleted(key));
  }

  @Test
  void closingEndsEverything() throws Exception {
    ObjectKey key = key("a");
    CloudStore other = server.open();
    ETag etag = other.put(key, Body.of(random(8 << 20)), Map.of(), Precondition.none());
    ObjectBody body = other.get(key, etag, new ByteRange(0, 8 << 20));
    assertThat(body.stream().read()).isNotNegative();

    other.close();
    other.close();

    assertFails(CANCELLED, () -> body.stream().readAllBytes());
    assertFails(CANCELLED, () -> other.stat(key));
    assertFails(CANCELLED, () -> other.put(key, body("x"), Map.of(), Precondition.none()));
    body.close();
    assertThat(store.stat(key).etag()).isEqualTo(etag);
  }

  private ObjectKey key(String name) {
    return new ObjectKey(home() + name);
  }

  private static Body body(String text) {
    return Body.of(text.getBytes(StandardCharsets.UTF_8));
  }

  private ETag put(ObjectKey key, String text, Map<String, String> metadata) throws CloudException {
    return store.put(key, body(text), metadata, Precondition.none());
  }

  private byte[] read(ObjectKey key, ETag etag, long start, long end) throws IOException {
    try (ObjectBody body = store.get(key, etag, new ByteRange(start, end))) {
      return body.stream().readAllBytes();
    }
  }

  private String text(ObjectKey key) throws IOException {
    ObjectInfo info = store.stat(key);
    return info.size() == 0
        ? ""
        : new String(read(key, info.etag(), 0, info.size()), StandardCharsets.UTF_8);
  }

  private List<ListPage> pages(ListRequest request) throws CloudException {
    List<ListPage> pages = new ArrayList<>();
    String continuation = "";
    do {
      pages.add(store.list(request, continuation));
      continuation = pages.get(pages.size() - 1).next().orElse("");
    } while (!continuation.isEmpty());
    return pages;
  }

  private static List<String> keys(List<ListPage> pages) {
    return pages.stream().flatMap(p -> p.objects().stream()).map(i -> i.key().value()).toList();
  }

  private static byte[] random(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  private static void assertFails(CloudFailure expected, ThrowingCallable call) {
    CloudException e = catchThrowableOfType(CloudException.class, call);
    assertThat(e).as("expected " + expected).isNotNull();
    assertThat(e.failure()).as(String.valueOf(e.getMessage())).isEqualTo(expected);
  }

  private static @Nullable CloudFailure failure(ThrowingCallable call) {
    CloudException e = catchThrowableOfType(CloudException.class, call);
    return e == null ? null : e.failure();
  }

  private interface Numbered<T extends @Nullable Object> {
    T run(int number);
  }

  private static <T extends @Nullable Object> List<T> together(int threads, Numbered<T> task)
      throws Exception {
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      List<Callable<T>> tasks =
          IntStream.range(0, threads).<Callable<T>>mapToObj(i -> () -> task.run(i)).toList();
      List<T> results = new ArrayList<>();
      for (Future<T> future : executor.invokeAll(tasks)) {
        results.add(future.get());
      }
      return results;
    } finally {
      executor.shutdownNow();
    }
  }

  /**
   * A body that does not keep its word.
   *
   * @param real how many bytes it gives; negative if it cannot be opened
   */
  private record FakeBody(long size, int real, int crc32c) implements Body {
    @Override
    public InputStream open() throws IOException {
      if (real < 0) {
        throw new IOException("the disk is broken");
      }
      return new ByteArrayInputStream(random(real));
    }
  }
}
