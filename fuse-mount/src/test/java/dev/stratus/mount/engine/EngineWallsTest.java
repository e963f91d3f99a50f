package dev.stratus.mount.engine;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.stratus", importOptions = ImportOption.DoNotIncludeTests.class)
class EngineWallsTest {

  @ArchTest
  static final ArchRule onlyTheEngineRoomsKnowJnr =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.stratus.mount.engine..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("ru.serce..", "jnr..", "com.kenai..");

  @ArchTest
  static final ArchRule theSharedRoomOfTheEnginesKnowsNoBinding =
      noClasses()
          .that()
          .resideInAPackage("dev.stratus.mount.engine")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("ru.serce..", "jnr..", "com.kenai..", "dev.stratus.mount.engine.*..");

  @ArchTest
  static final ArchRule viewIsTheOnlyDoor =
      classes()
          .that()
          .resideInAPackage("dev.stratus.mount.engine..")
          .should()
          .onlyDependOnClassesThat(
              isOutsideOfStratus()
                  .or(
                      JavaClass.Predicates.resideInAnyPackage(
                          "dev.stratus.mount.engine..",
                          "dev.stratus.sync",
                          "dev.stratus.sync.view")));

  @ArchTest
  static final ArchRule noCycles =
      slices().matching("dev.stratus.mount.(**)").should().beFreeOfCycles();

  private static DescribedPredicate<JavaClass> isOutsideOfStratus() {
    return DescribedPredicate.not(JavaClass.Predicates.resideInAPackage("dev.stratus.."));
  }
}
