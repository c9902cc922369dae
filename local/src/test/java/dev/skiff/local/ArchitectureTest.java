package dev.skiff.local;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows between modules, and what no library module may have. It stands here because from here all of them are seen. */
@AnalyzeClasses(packages = "dev.skiff", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final DescribedPredicate<JavaClass> PLUMBING = describe(
            "are plumbing or of jackson-core",
            type -> type.getPackageName().endsWith(".internal")
                    || type.getPackageName().startsWith("com.fasterxml.jackson.core"));

    @ArchTest
    static final ArchRule core_knows_no_other_module = noClasses()
            .that()
            .resideInAPackage("dev.skiff.core..")
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                    "dev.skiff.routing..", "dev.skiff.batch..", "dev.skiff.testing..", "dev.skiff.local.."));

    @ArchTest
    static final ArchRule routing_knows_core_only = noClasses()
            .that()
            .resideInAPackage("dev.skiff.routing..")
            .should()
            .dependOnClassesThat(resideInAnyPackage("dev.skiff.batch..", "dev.skiff.testing..", "dev.skiff.local.."));

    @ArchTest
    static final ArchRule batch_knows_core_only = noClasses()
            .that()
            .resideInAPackage("dev.skiff.batch..")
            .should()
            .dependOnClassesThat(resideInAnyPackage("dev.skiff.routing..", "dev.skiff.testing..", "dev.skiff.local.."));

    @ArchTest
    static final ArchRule secrets_knows_core_only = noClasses()
            .that()
            .resideInAPackage("dev.skiff.secrets..")
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                    "dev.skiff.routing..", "dev.skiff.batch..", "dev.skiff.testing..", "dev.skiff.local.."));

    @ArchTest
    static final ArchRule testing_speaks_bytes = noClasses()
            .that()
            .resideInAPackage("dev.skiff.testing..")
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                    "dev.skiff.core..", "dev.skiff.routing..", "dev.skiff.batch..", "dev.skiff.local.."));

    @ArchTest
    static final ArchRule local_drives_functions_in_another_process = noClasses()
            .that()
            .resideInAPackage("dev.skiff.local..")
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                    "dev.skiff.core..", "dev.skiff.routing..", "dev.skiff.batch..", "dev.skiff.secrets.."));

    @ArchTest
    static final ArchRule nothing_static_changes =
            fields().that().areStatic().should().beFinal();

    @ArchTest
    static final ArchRule modules_have_no_cycles =
            slices().matching("dev.skiff.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule no_plumbing_in_a_public_signature = methods()
            .that(arePublicApi())
            .should()
            .notHaveRawReturnType(PLUMBING)
            .andShould(com.tngtech.archunit.lang.conditions.ArchConditions.not(
                    com.tngtech.archunit.lang.conditions.ArchConditions.haveRawParameterTypes(
                            describe("hold plumbing", types -> types.stream().anyMatch(PLUMBING)))));

    private static DescribedPredicate<JavaMethod> arePublicApi() {
        return describe(
                "are public, of a public class outside of internal packages",
                method -> method.getModifiers().contains(JavaModifier.PUBLIC)
                        && method.getOwner().getModifiers().contains(JavaModifier.PUBLIC)
                        && !method.getOwner().getPackageName().endsWith(".internal"));
    }
}
