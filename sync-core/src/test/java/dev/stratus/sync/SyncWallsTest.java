package dev.stratus.sync;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;

/** The walls between the rooms of the core. */
@AnalyzeClasses(packages = "dev.stratus.sync", importOptions = ImportOption.DoNotIncludeTests.class)
class SyncWallsTest {

  @ArchTest
  static final ArchRule onlyTheIndexKnowsSql =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.stratus.sync.index..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "org.sqlite..")
          .because("one room owns the form of the index and the order of its writes");

  @ArchTest
  static final ArchRule theCoreKnowsNoKernelAndNoServer =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.stratus.mount..",
              "dev.stratus.cloud.s3..",
              "dev.stratus.cloud.embedded..",
              "io.minio..",
              "jnr..",
              "ru.serce..")
          .because("the core runs over any engine and any CloudStore");

  @ArchTest
  static final ArchRule theLowRoomsKnowNoRequests =
      noClasses()
          .that()
          .resideInAnyPackage(
              "dev.stratus.sync.content..", "dev.stratus.sync.view..", "dev.stratus.sync.control..")
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("dev.stratus.cloud.CloudStore")
          .because("what they need of the cloud comes through interfaces of their own");

  @ArchTest
  static final ArchRule timeComesFromAClock =
      noClasses()
          .that()
          .resideOutsideOfPackages("dev.stratus.sync.control..", "dev.stratus.sync.state..")
          .should()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(Clock.class, "systemDefaultZone")
          .because("tests own the time");

  @ArchTest
  static final ArchRule noCycles =
      slices().matching("dev.stratus.sync.(*)..").should().beFreeOfCycles();
}
