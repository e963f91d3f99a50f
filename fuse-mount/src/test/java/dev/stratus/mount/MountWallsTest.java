package dev.stratus.mount;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The walls between the rooms of this module, and around the two modules below. */
@AnalyzeClasses(packages = "dev.stratus", importOptions = ImportOption.DoNotIncludeTests.class)
class MountWallsTest {

  @ArchTest
  static final ArchRule onlyTheCompositionRootSeesTheCloud =
      noClasses()
          .that()
          .resideInAnyPackage("dev.stratus.mount.*..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.stratus.cloud..");

  @ArchTest
  static final ArchRule commandsTalkToTheDaemonBySocketOnly =
      noClasses()
          .that()
          .resideInAPackage("dev.stratus.mount.cli..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("dev.stratus.sync..")
                  .and(
                      not(
                          resideInAnyPackage(
                              "dev.stratus.sync.control", "dev.stratus.sync.mounts"))));

  @ArchTest
  static final ArchRule nothingKnowsTheCompositionRoot =
      noClasses()
          .that()
          .resideInAnyPackage("dev.stratus.mount.*..", "dev.stratus.sync..", "dev.stratus.cloud..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.stratus.mount");

  @ArchTest
  static final ArchRule callsGoDown =
      noClasses()
          .that()
          .resideInAnyPackage("dev.stratus.sync..", "dev.stratus.cloud..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.stratus.mount..");

  @ArchTest
  static final ArchRule theControlRoomKnowsNoOtherRoom =
      noClasses()
          .that()
          .resideInAPackage("dev.stratus.sync.control")
          .should()
          .dependOnClassesThat(
              resideInAPackage("dev.stratus.sync..")
                  .and(
                      not(
                          resideInAnyPackage(
                              "dev.stratus.sync.control",
                              "dev.stratus.sync.peer",
                              "dev.stratus.sync"))))
          .because("of the core it knows the words, who asks, and what is asked of it");
}
