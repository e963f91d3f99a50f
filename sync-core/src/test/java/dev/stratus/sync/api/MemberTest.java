package dev.stratus.sync.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The documentation's own tables of errors, member by member. */
class MemberTest {

  private static final String BOTH =
      "The input parameter is invalid. Possible causes: 1. Mandatory parameters are left"
          + " unspecified. 2. Incorrect parameter types.";
  private static final String TYPES =
      "The input parameter is invalid. Possible causes:Incorrect parameter types.";
  private static final String PLAIN = "Permission verification failed.";
  private static final String TOKEN =
      "Permission verification failed, usually the result returned by VerifyAccessToken.";
  private static final String CALLER = "The caller is not a system application.";
  private static final String SYSTEM_API =
      "Permission verification failed, application which is not a system application uses system"
          + " API.";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GALLERY_ON               | 201 202 401 13600001",
        "GALLERY_OFF              | 201 202 401 13600001",
        "GALLERY_START            | 201 202 401 22400001 22400002 22400003",
        "GALLERY_START_CALLBACK   | 201 202 401 22400001 22400002 22400003",
        "GALLERY_STOP             | 201 202 401",
        "GALLERY_STOP_CALLBACK    | 201 202 401",
        "DOWNLOAD_ON              | 201 202 401 13600001",
        "DOWNLOAD_OFF             | 201 202 401 13600001",
        "DOWNLOAD_START           | 201 202 401 13900002 13900025",
        "DOWNLOAD_STOP            | 201 202 401",
        "FILE_SYNC                | 202 401",
        "FILE_SYNC_ON             | 401 13600001",
        "FILE_SYNC_OFF            | 401 13600001",
        "FILE_SYNC_START          | 401 13600001 22400001 22400002 22400003",
        "FILE_SYNC_STOP           | 401 13600001",
        "FILE_SYNC_LAST_TIME      | 401 13600001",
        "FILE_SYNC_UPLOADS        | 201 202 13900010 13900020",
        "CACHE_ON                 | 401 13600001",
        "CACHE_OFF                | 401 13600001",
        "CACHE_BATCH_ON           | 13900020 22400005",
        "CACHE_BATCH_OFF          | 13900020 22400005",
        "CACHE_START              | 401 13600001 13900002 13900025 14000002",
        "CACHE_START_BATCH        | 13600001 13900020 22400004 22400005",
        "CACHE_STOP               | 401 13600001 13900002 14000002",
        "CACHE_STOP_BATCH         | 13600001 13900020 22400005",
        "CLEAN_CACHE              | 201 202 401 13600001 13900002 14000002",
        "CLEAN_FILE_CACHE         | 13600001 13900002 13900010 13900012 13900020 14000002 22400005",
        "CLEAN_ALL                | 13900010",
        "CACHED_TOTAL_SIZE        | 13900010",
        "DOWNLOAD_LIST            | 201 202 13900010 13900020",
        "REGISTER_CHANGE          | 401 13900001 13900002 13900012 14000002",
        "UNREGISTER_CHANGE        | 401 13900001 13900002 13900012 14000002",
        "FILE_SYNC_STATES         | 201 202 401 13600001 13900002 14000002",
        "FILE_SYNC_STATE          | 202 401 13900002 13900004 13900010 13900012 13900031 13900042"
            + " 14000002",
        "CORE_FILE_SYNC_STATE     | 13600001 13900002 13900004 13900010 13900012 13900020 13900031"
            + " 14000002 22400005",
        "OPTIMIZE_STORAGE         | 201 202 13600001 13900042",
        "START_OPTIMIZE_SPACE     | 201 202 401 13600001 22400005 22400006",
        "STOP_OPTIMIZE_SPACE      | 201 202 13600001 22400005",
      })
  void eachMemberDeclaresWhatTheDocumentationSays(Member member, String codes) {
    assertThat(
            member.declared().stream()
                .map(ErrorCode::code)
                .sorted()
                .map(String::valueOf)
                .collect(Collectors.joining(" ")))
        .isEqualTo(codes);
  }

  @ParameterizedTest
  @CsvSource({
    "13600001, IPC error.",
    "14000002, Invalid URI.",
    "13900001, Operation not permitted.",
    "13900002, No such file or directory.",
    "13900004, Interrupted system call.",
    "13900005, I/O error.",
    "13900008, Bad file descriptor.",
    "13900010, Try again.",
    "13900012, Permission denied by the file system.",
    "13900020, Invalid argument.",
    "13900025, No space left on device.",
    "13900031, Function not implemented.",
    "13900042, Unknown error.",
    "22400001, Cloud status not ready.",
    "22400002, Network unavailable.",
    "22400003, Low battery level.",
    "22400004, Exceed the maximum limit.",
    "22400005, Inner error.",
    "22400006, The same task is already in progress.",
  })
  void eachCodeHasItsMessageInEveryMember(int code, String message) {
    ErrorCode error =
        Arrays.stream(ErrorCode.values())
            .filter(each -> each.code() == code)
            .findAny()
            .orElseThrow();
    for (Member member : Member.values()) {
      assertThat(member.message(error)).as(member.name()).isEqualTo(message);
    }
  }

  @Test
  void theWordsOfAMemberAreItsOwn() {
    assertThat(Member.GALLERY_ON.message(ErrorCode.INVALID_PARAMETER)).isEqualTo(BOTH);
    assertThat(Member.GALLERY_START.message(ErrorCode.INVALID_PARAMETER)).isEqualTo(TYPES);
    assertThat(Member.GALLERY_START_CALLBACK.message(ErrorCode.INVALID_PARAMETER)).isEqualTo(BOTH);
    assertThat(Member.GALLERY_ON.message(ErrorCode.PERMISSION_DENIED)).isEqualTo(PLAIN);
    assertThat(Member.DOWNLOAD_START.message(ErrorCode.NOT_SYSTEM_APPLICATION)).isEqualTo(CALLER);
    assertThat(Member.FILE_SYNC.message(ErrorCode.NOT_SYSTEM_APPLICATION)).isEqualTo(SYSTEM_API);
    for (Member verbose :
        new Member[] {
          Member.CLEAN_CACHE,
          Member.FILE_SYNC_STATES,
          Member.FILE_SYNC_STATE,
          Member.OPTIMIZE_STORAGE,
          Member.START_OPTIMIZE_SPACE,
          Member.STOP_OPTIMIZE_SPACE
        }) {
      assertThat(verbose.message(ErrorCode.PERMISSION_DENIED)).as(verbose.name()).isEqualTo(TOKEN);
      assertThat(verbose.message(ErrorCode.NOT_SYSTEM_APPLICATION))
          .as(verbose.name())
          .isEqualTo(SYSTEM_API);
    }
  }

  @ParameterizedTest
  @EnumSource(Member.class)
  void newMembersHaveTheirOwnCodeForABadArgument(Member member) {
    boolean isNew =
        member.declared().contains(ErrorCode.INVALID_ARGUMENT)
            && !member.declared().contains(ErrorCode.INVALID_PARAMETER);
    CloudSyncException told =
        new CloudSyncException(ErrorCode.INVALID_PARAMETER, "a reason").as(member);
    assertThat(told.code()).isEqualTo(isNew ? 13900020 : 401);
    assertThat(told.reason()).isEqualTo("a reason");
    assertThat(told).hasMessage(member.message(told.error()));
  }
}
