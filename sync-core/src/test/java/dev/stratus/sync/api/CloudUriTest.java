package dev.stratus.sync.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CloudUriTest {

  @TempDir Path directory;

  private Path mount = Path.of("/");
  private CloudUri uris = uris(mount, "");

  private static CloudUri uris(Path mount, String bundle) {
    return new CloudUri(
        mount, bundle, new KernelFiles(), number -> mount.resolve("bundle/photo" + number));
  }

  @BeforeEach
  void make() throws IOException {
    Path root = directory.toRealPath();
    mount = Files.createDirectory(root.resolve("mount"));
    uris = uris(mount, "");
    Files.createDirectory(mount.resolve("bundle"));
    Files.writeString(mount.resolve("bundle/a b+c.txt"), "x");
    Files.writeString(root.resolve("outside"), "x");
    Files.createSymbolicLink(mount.resolve("out"), root.resolve("outside"));
    Files.createSymbolicLink(mount.resolve("up"), root);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file://bundle/a b+c.txt",
        "file://bundle/a%20b+c.txt",
        "file://bundle/data/storage/el2/cloud/a%20b%2Bc.txt",
        "/data/storage/el2/cloud/bundle/a b+c.txt",
      })
  void eachFormNamesTheFile(String uri) throws CloudSyncException {
    assertThat(uris.resolve(uri)).isEqualTo(mount.resolve("bundle/a b+c.txt"));
  }

  @Test
  void pathsBelowTheMountNameTheFileToo() throws CloudSyncException {
    Path file = mount.resolve("bundle/a b+c.txt");
    assertThat(uris.resolve(file.toString())).isEqualTo(file);
    assertThat(uris.resolve("file://" + file.toString().replace(" ", "%20"))).isEqualTo(file);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "bundle/a",
        "http://bundle/a",
        "file://bundle",
        "file://uri",
        "file://bundle/../bundle/a b+c.txt",
        "file://bundle/%2e%2e/bundle/a b+c.txt",
        "file://../outside",
        "file://%2e%2e/outside",
        "file://bundle/a%00b",
        "file://bundle/a%zz",
        "file://bundle//a b+c.txt",
        "file://bundle%2Fx/a",
        "file:///outside",
        "/etc/passwd",
      })
  void tricksAndOtherPlacesAreInvalid(String uri) {
    assertError(uri, ErrorCode.INVALID_URI);
  }

  @Test
  void linksThatLeadElsewhereAreInvalid() {
    assertError(mount.resolve("out").toString(), ErrorCode.INVALID_URI);
    assertError(mount.resolve("up/outside").toString(), ErrorCode.INVALID_URI);
    assertError("file://up/outside", ErrorCode.INVALID_URI);
  }

  @Test
  void whatIsNotThereIsToldAsSuch() {
    assertError("file://bundle/gone", ErrorCode.NO_SUCH_FILE);
    assertError("file://bundle/a b+c.txt/below", ErrorCode.NO_SUCH_FILE);
    assertError("file://gone/a", ErrorCode.NO_SUCH_FILE);
  }

  @Test
  void theOriginalsPlaceIsTheCallersBundle() throws CloudSyncException {
    Path file = mount.resolve("bundle/a b+c.txt");
    CloudUri own = uris.in("bundle");
    assertThat(own.own()).isEqualTo(mount.resolve("bundle"));
    assertThat(own.resolve("/data/storage/el2/cloud/a b+c.txt")).isEqualTo(file);
    assertThat(own.resolve(FileUri.getUriFromPath("/data/storage/el2/cloud/a b+c.txt")))
        .isEqualTo(file);
    assertThat(own.resolve("file://bundle/a b+c.txt")).isEqualTo(file);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "a/b", "a\0b"})
  void noBundleHasSuchAName(String bundle) {
    assertThatThrownBy(() -> uris.in(bundle))
        .isInstanceOfSatisfying(
            CloudSyncException.class,
            e -> assertThat(e.error()).isEqualTo(ErrorCode.INVALID_PARAMETER));
  }

  @Test
  void anAssetIsNamedByItsNumber() throws CloudSyncException {
    Path photo = mount.resolve("bundle/photo17");
    assertThat(uris.parse("file:///media/Photo/17")).isEqualTo(photo);
    assertThat(uris.parse("file://media/Photo/17")).isEqualTo(photo);
    assertError("file:///media/Photo/x", ErrorCode.INVALID_URI);
    assertError("file:///media/Photo/", ErrorCode.INVALID_URI);
    assertError("file:///media/Photo/1234567890123456789", ErrorCode.INVALID_URI);
  }

  @Test
  void aPathBecomesAUriThatNamesIt() {
    assertThat(FileUri.getUriFromPath("/data/storage/el2/cloud/1.txt"))
        .isEqualTo("file:///data/storage/el2/cloud/1.txt");
    assertThat(FileUri.getUriFromPath("/cloud/ü %+.txt"))
        .isEqualTo("file:///cloud/%C3%BC%20%25%2B.txt");
  }

  private void assertError(String uri, ErrorCode error) {
    assertThatThrownBy(() -> uris.resolve(uri))
        .isInstanceOfSatisfying(
            CloudSyncException.class,
            e -> {
              assertThat(e.error()).as(e.reason()).isEqualTo(error);
              assertThat(e.code()).isEqualTo(error.code());
              assertThat(e).hasMessage(error.message());
            });
  }

  /** What the kernel says of all that lies in a mount whose daemon has died. */
  private static final class DeadFiles implements MountedFiles {
    @Override
    public boolean isPlain(Path file) throws IOException {
      throw new FileSystemException(file.toString(), null, "Transport endpoint is not connected");
    }

    @Override
    public String attribute(Path file, String name) throws IOException {
      throw new FileSystemException(file.toString(), null, "Transport endpoint is not connected");
    }

    @Override
    public long number(Path file) throws IOException {
      throw new FileSystemException(file.toString(), null, "Transport endpoint is not connected");
    }
  }

  @Test
  void withoutADaemonNothingIsSaidOfFiles() {
    CloudUri dead = new CloudUri(mount, "", new DeadFiles(), number -> mount);
    Thrown.assertCode(() -> dead.resolve("file://bundle/a"), 13600001);
  }
}
