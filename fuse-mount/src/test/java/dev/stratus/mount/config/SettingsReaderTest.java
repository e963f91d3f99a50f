package dev.stratus.mount.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stratus.sync.peer.Grant;
import dev.stratus.sync.peer.Peer;
import dev.stratus.sync.peer.Permission;
import dev.stratus.sync.space.OptimizePolicy;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.HashMap;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsReaderTest {

  @TempDir Path home;
  private final Map<String, String> variables = new HashMap<>();
  private final Map<Setting, String> flags = new HashMap<>();
  private @Nullable String configFile;

  @BeforeEach
  void home() {
    variables.put("HOME", home.toString());
  }

  private MountSettings read() throws ConfigException {
    return new SettingsReader(new Environment(variables, home.resolve("cwd"), 1000))
        .read(new MountArguments("photos/2026", "mnt", configFile), flags);
  }

  private void withKeys() {
    variables.put("AWS_ACCESS_KEY_ID", "AKID");
    variables.put("AWS_SECRET_ACCESS_KEY", "a-secret");
  }

  private void config(String yaml) throws IOException {
    configFile = Files.writeString(home.resolve("c.yaml"), yaml).toString();
  }

  private AbstractThrowableAssert<?, ? extends Throwable> assertMalformed() {
    return assertThatThrownBy(this::read)
        .isInstanceOfSatisfying(ConfigException.class, e -> assertThat(e.malformed()).isTrue());
  }

  private AbstractThrowableAssert<?, ? extends Throwable> assertRefused() {
    return assertThatThrownBy(this::read)
        .isInstanceOfSatisfying(ConfigException.class, e -> assertThat(e.malformed()).isFalse());
  }

  private URIReason endpoint() throws ConfigException {
    Endpoint endpoint = read().endpoint();
    return new URIReason(endpoint.identity(), endpoint.reason());
  }

  private record URIReason(String identity, String reason) {}

  @Test
  void withoutAnythingTheCloudIsEmbedded() throws ConfigException {
    MountSettings settings = read();
    assertThat(settings.endpoint())
        .isEqualTo(
            new Endpoint.Embedded(
                home.resolve(".local/state/stratus/embedded"),
                "no endpoint and no credentials are set"));
    assertThat(settings.region()).isEqualTo("us-east-1");
    assertThat(settings.mountPoint()).isEqualTo(home.resolve("cwd/mnt"));
    assertThat(settings.stateDirectory())
        .isEqualTo(home.resolve(".local/state/stratus/" + settings.id()));
    assertThat(settings.defaults()).isEqualTo(new ObjectDefaults(null, null, 022));
    assertThat(settings.cacheSize()).isNull();
    assertThat(settings.minFree().of(1000)).isEqualTo(100);
  }

  @Test
  void theStateIsBelowXdgStateHome() throws ConfigException {
    variables.put("XDG_STATE_HOME", "/var/state");
    assertThat(read().stateDirectory()).hasParentRaw(Path.of("/var/state/stratus"));
  }

  @Test
  void endpointsAreTakenInTheirOrder() throws Exception {
    withKeys();
    variables.put("AWS_REGION", "eu-central-1");
    assertThat(endpoint().identity()).isEqualTo("https://s3.eu-central-1.amazonaws.com");
    assertThat(endpoint().reason()).contains("AWS_ACCESS_KEY_ID");

    variables.put("AWS_ENDPOINT_URL", "http://aws-variable");
    assertThat(endpoint()).isEqualTo(new URIReason("http://aws-variable", "AWS_ENDPOINT_URL"));

    config("endpoint: http://file");
    assertThat(endpoint().identity()).isEqualTo("http://file");
    assertThat(endpoint().reason()).contains("c.yaml");

    variables.put("STRATUS_ENDPOINT", "http://stratus-variable");
    assertThat(endpoint()).isEqualTo(new URIReason("http://stratus-variable", "STRATUS_ENDPOINT"));

    flags.put(Setting.ENDPOINT, "http://flag");
    assertThat(endpoint()).isEqualTo(new URIReason("http://flag", "--endpoint"));
  }

  @Test
  void theFlagEmbeddedBeatsWhatIsConfigured() throws Exception {
    withKeys();
    variables.put("AWS_ENDPOINT_URL", "http://aws-variable");
    config("endpoint: http://file");
    flags.put(Setting.EMBEDDED, "true");
    assertThat(read().endpoint()).isInstanceOf(Endpoint.Embedded.class);
    flags.clear();
    flags.put(Setting.EMBEDDED_DIR, "objects");
    assertThat(endpoint().identity()).isEqualTo("embedded:" + home.resolve("cwd/objects"));
  }

  @Test
  void embeddedAndEndpointExcludeEachOther() {
    withKeys();
    flags.put(Setting.EMBEDDED, "true");
    flags.put(Setting.ENDPOINT, "http://flag");
    assertMalformed().hasMessageContaining("exclude each other");
  }

  @ParameterizedTest
  @CsvSource({
    "HTTP://Host:80/, http://host",
    "https://host:443, https://host",
    "http://127.0.0.1:9000/, http://127.0.0.1:9000",
    "http://[::1]:9000, http://[::1]:9000"
  })
  void oneServerHasOneName(String given, String identity) throws ConfigException {
    withKeys();
    flags.put(Setting.ENDPOINT, given);
    assertThat(endpoint().identity()).isEqualTo(identity);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost:9000",
        "ftp://host",
        "http://",
        "http:/host",
        "http://ho st",
        "http://host/path",
        "http://host?x=1",
        "http://host:99999",
        "http://key:secret@host",
        "://",
        "http://host:port"
      })
  void whatIsNoUrlOfAServerIsMalformed(String url) {
    withKeys();
    flags.put(Setting.ENDPOINT, url);
    assertMalformed().hasMessageStartingWith("--endpoint ");
  }

  @Test
  void aMalformedUrlIsToldBeforeMissingCredentials() {
    flags.put(Setting.ENDPOINT, "nonsense");
    assertMalformed();
  }

  @Test
  void credentialsInAUrlAreNotRepeated() {
    withKeys();
    flags.put(Setting.ENDPOINT, "http://key:hush@host");
    assertMalformed().hasMessageNotContaining("hush");
  }

  @Test
  void anEndpointNeedsCredentials() {
    flags.put(Setting.ENDPOINT, "http://host");
    assertRefused().hasMessageContaining("AWS_ACCESS_KEY_ID");
  }

  @Test
  void halfAPairOfKeysIsRefused() {
    variables.put("AWS_ACCESS_KEY_ID", "AKID");
    assertRefused().hasMessageContaining("AWS_SECRET_ACCESS_KEY is not set");
  }

  @Test
  void theIdFollowsEndpointBucketAndPrefixOnly() throws ConfigException {
    withKeys();
    flags.put(Setting.ENDPOINT, "http://host");
    String id = read().id();
    assertThat(id).matches("[0-9a-f]{16}");
    flags.put(Setting.REGION, "x");
    flags.put(Setting.STATE_DIR, "/elsewhere");
    assertThat(read().id()).isEqualTo(id);
    flags.put(Setting.ENDPOINT, "http://other");
    assertThat(read().id()).isNotEqualTo(id);
  }

  @Test
  void flagsBeatTheEnvironmentWhichBeatsTheFile() throws Exception {
    config(
        "region: from-file\ncache-size: 1G\nread-only: true\nwrite-through: true\numask: \"077\"\nuid: 5\n");
    variables.put("STRATUS_REGION", "from-environment");
    variables.put("STRATUS_CACHE_SIZE", "2G");
    flags.put(Setting.REGION, "from-flag");
    MountSettings settings = read();
    assertThat(settings.region()).isEqualTo("from-flag");
    assertThat(settings.cacheSize()).isEqualTo(2L << 30);
    assertThat(settings.readOnly()).isTrue();
    assertThat(settings.writeThrough()).isTrue();
    assertThat(settings.allowOther()).isFalse();
    assertThat(settings.defaults()).isEqualTo(new ObjectDefaults(5, null, 077));
  }

  @Test
  void transfersMayBeLimited() throws Exception {
    config("upload-limit: 10M\nconnections: 7\ndownload-metered: true\n");
    variables.put("STRATUS_DOWNLOAD_LIMIT", "1G");
    assertThat(read().transfers())
        .isEqualTo(new TransferLimits(10L << 20, 1L << 30, 7, false, true));
  }

  @Test
  void noConnectionsAtAllAreRefused() {
    flags.put(Setting.CONNECTIONS, "0");
    assertThatThrownBy(this::read).hasMessageContaining("--connections");
  }

  @Test
  void howFarOtherClientsAreFollowedMayBeConfigured() throws Exception {
    assertThat(read().remote()).isEqualTo(new RemoteLimits(100, 50, 30, 1L << 30));
    config("max-removals: 5\nmax-removals-percent: 10\ntrash-days: 7\ntrash-size: 2G\n");
    assertThat(read().remote()).isEqualTo(new RemoteLimits(5, 10, 7, 2L << 30));
    config("max-removals-percent: 101\n");
    assertThatThrownBy(this::read).hasMessageContaining("at most 100");
  }

  @Test
  void patternsOfNamesThatAreNeverUploadedAddToTheUsualOnes() throws Exception {
    assertThat(read().ignore().match("a.~lock.x#", false)).isEmpty();
    assertThat(read().ignore().match(".~lock.x#", false)).contains(".~lock.*#");
    config("ignore:\n  - '*.tmp'\n  - build/\n");
    assertThat(read().ignore().match("x/build/y", false)).contains("build/");
    assertThat(read().ignore().match(".~lock.x#", false)).contains(".~lock.*#");
    config("ignore: '!.~lock.*#'\n");
    assertThat(read().ignore().match(".~lock.x#", false)).isEmpty();
    flags.put(Setting.IGNORE, "*.o\n*.class");
    assertThat(read().ignore().match("x.class", false)).contains("*.class");
  }

  @Test
  void whatIsNoPatternIsRefused() throws Exception {
    config("ignore:\n  - {a: b}\n");
    assertMalformed().hasMessageContaining("a list of values");
    config("ignore: /\n");
    assertMalformed().hasMessageContaining("\"ignore\"").hasMessageContaining("names nothing");
  }

  @Test
  void conflictsAreSettledByThemselvesUnlessAUserWantsToDecide() throws Exception {
    assertThat(read().manualConflicts()).isFalse();
    config("conflicts: manual\n");
    assertThat(read().manualConflicts()).isTrue();
    config("conflicts: mine\n");
    assertMalformed().hasMessageContaining("automatic or manual");
  }

  @Test
  void othersGetWhatTheConfigurationSays() throws Exception {
    Peer nobody = new Peer(user("65534"), group("65534"));
    assertThat(read().grants().of(nobody).isEmpty()).isTrue();
    config("permissions:\n  65534: CLOUDFILE_SYNC, bundle=notes\n  '@65534': system-application\n");
    Grant grant = read().grants().of(nobody);
    assertThat(grant.permissions())
        .containsExactlyInAnyOrder(Permission.CLOUDFILE_SYNC, Permission.SYSTEM_APPLICATION);
    assertThat(grant.owns("notes/a")).isTrue();
    assertThat(grant.owns("notesbook")).isFalse();
    assertThat(read().grants().of(new Peer(user("65533"), group("65533"))).isEmpty()).isTrue();
  }

  @Test
  void grantsThatMakeNoSenseAreRefused() throws Exception {
    config("permissions: all\n");
    assertMalformed().hasMessageContaining("names with words");
    config("permissions:\n  65534: everything\n");
    assertMalformed().hasMessageContaining("\"everything\" is none of");
    config("permissions:\n  nobody-of-that-name: CLOUDFILE_SYNC\n");
    assertMalformed().hasMessageContaining("knows no nobody-of-that-name");
  }

  private static UserPrincipal user(String uid) throws IOException {
    return FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName(uid);
  }

  private static GroupPrincipal group(String gid) throws IOException {
    return FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByGroupName(gid);
  }

  @Test
  void whatGoesByFreeSpaceMayBeConfigured() throws Exception {
    assertThat(read().optimize()).isEqualTo(OptimizePolicy.usual());
    config(
        """
        optimize-days: 7
        optimize-below: 30
        optimize-until: 40
        optimize-urgent-below: 5
        optimize-urgent-until: 6
        optimize-all-types: true
        optimize-daily: true
        """);
    assertThat(read().optimize()).isEqualTo(new OptimizePolicy(7, 30, 40, 5, 6, true, true));
    config("optimize-below: 101\n");
    assertThatThrownBy(this::read).hasMessageContaining("at most 100");
    config("optimize-until: 40\n");
    assertThatThrownBy(this::read).hasMessageContaining("more than optimize-until");
    config("optimize-weekly: true\n");
    assertThatThrownBy(this::read).hasMessageContaining("Unknown key");
  }

  @Test
  void theUsualConfigurationFileIsFound() throws Exception {
    Files.createDirectories(home.resolve(".config/stratus"));
    Files.writeString(home.resolve(".config/stratus/config.yaml"), "region: usual");
    assertThat(read().region()).isEqualTo("usual");
  }

  @Test
  void anUnknownKeyIsAnErrorThatNamesTheKnownOnes() throws IOException {
    config("region: x\nendpont: http://host\n");
    assertMalformed()
        .hasMessageContaining("\"endpont\"")
        .hasMessageContaining("c.yaml")
        .hasMessageContaining("endpoint");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "region: [a, b]",
        "- region",
        "region: {a: b}",
        "a: b: c",
        "region: x\nregion: y",
        "read-only: perhaps",
        "uid: -1",
        "uid: root",
        "umask: \"088\"",
        "engine: kernel",
        "cache-size: 1.5G",
        "min-free: most",
        "umask: \"1777\""
      })
  void aFileThatMakesNoSenseIsMalformed(String yaml) throws IOException {
    config(yaml);
    assertMalformed().hasMessageNotContaining("\n");
  }

  @Test
  void anEmptyFileIsNoError() throws Exception {
    config("# nothing\n");
    assertThat(read().region()).isEqualTo("us-east-1");
  }

  @Test
  void aMissingConfigurationFileIsTold() {
    configFile = "none.yaml";
    assertRefused().hasMessageContaining("none.yaml does not exist");
  }

  private Credentials credentials() throws ConfigException {
    flags.put(Setting.ENDPOINT, "http://host");
    assertThat(read().endpoint()).isInstanceOf(Endpoint.S3.class);
    return ((Endpoint.S3) read().endpoint()).credentials();
  }

  @Test
  void keysOfTheEnvironmentComeFirst() throws Exception {
    withKeys();
    variables.put("AWS_SESSION_TOKEN", "token");
    awsFile("[default]\naws_access_key_id = other\naws_secret_access_key = other\n");
    assertThat(credentials())
        .isEqualTo(new Credentials("AKID", "a-secret", "token", "AWS_ACCESS_KEY_ID"));
  }

  @Test
  void profilesOfTheAwsFileAreRead() throws Exception {
    awsFile(
        """
        # comment
        [default]
        aws_access_key_id = one
        aws_secret_access_key = two=2
        [work]
        aws_access_key_id=three
        aws_secret_access_key=four
        aws_session_token=five
        """);
    assertThat(credentials().secretKey()).isEqualTo("two=2");
    variables.put("AWS_PROFILE", "work");
    assertThat(credentials().sessionToken()).isEqualTo("five");
    variables.put("AWS_PROFILE", "none");
    assertRefused().hasMessageContaining("profile \"none\"");
  }

  @Test
  void theAwsFileMayBeElsewhere() throws Exception {
    Path file = home.resolve("keys");
    Files.writeString(file, "aws_access_key_id = a\naws_secret_access_key = b\n");
    variables.put("AWS_SHARED_CREDENTIALS_FILE", file.toString());
    assertThat(credentials().accessKey()).isEqualTo("a");
  }

  @Test
  void aCredentialsFileThatOthersCanReadIsRefused() throws Exception {
    Path file = home.resolve("keys");
    Files.writeString(file, "aws_access_key_id = a\naws_secret_access_key = b\n");
    config("credentials-file: " + file);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    assertRefused().hasMessageContaining("chmod 600");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    assertThat(credentials().accessKey()).isEqualTo("a");
  }

  @Test
  void secretsAreInNoText() throws Exception {
    withKeys();
    variables.put("AWS_SESSION_TOKEN", "a-token");
    assertThat(credentials().toString()).doesNotContain("a-secret", "a-token", "AKID");
    assertThat(read().toString()).doesNotContain("a-secret", "a-token", "AKID");
  }

  private void awsFile(String text) throws IOException {
    Files.createDirectories(home.resolve(".aws"));
    Files.writeString(home.resolve(".aws/credentials"), text);
  }
}
