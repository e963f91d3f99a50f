package dev.stratus.cloud;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The walls of this module. */
@AnalyzeClasses(packages = "dev.stratus", importOptions = ImportOption.DoNotIncludeTests.class)
class WallsTest {

  @ArchTest
  static final ArchRule onlyTheS3RoomKnowsMinio =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.stratus.cloud.s3..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.minio..", "okhttp3..", "okio..");

  @ArchTest
  static final ArchRule onlyTheEmbeddedRoomKnowsS3Proxy =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.stratus.cloud.embedded..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.gaul.s3proxy..");

  @ArchTest
  static final ArchRule onlyTheGuardKnowsRetriesAndMeters =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.stratus.cloud.guard..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.github.resilience4j..", "io.micrometer..");

  @ArchTest
  static final ArchRule cloudKnowsNoFiles =
      noClasses()
          .that()
          .resideInAPackage("dev.stratus.cloud..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.stratus.sync..", "dev.stratus.mount..");

  @ArchTest
  static final ArchRule theContractKnowsNoRoom =
      noClasses()
          .that()
          .resideInAPackage("dev.stratus.cloud")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.stratus.cloud.*..");

  @ArchTest
  static final ArchRule noCycles =
      slices().matching("dev.stratus.cloud.(*)..").should().beFreeOfCycles();
}
