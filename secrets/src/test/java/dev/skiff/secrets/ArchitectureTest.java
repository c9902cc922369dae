package dev.skiff.secrets;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The module's arrows, and what it keeps away from. */
@AnalyzeClasses(packages = "dev.skiff.secrets", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule secrets_knows_core_and_no_other_module = noClasses()
            .should()
            .dependOnClassesThat(resideInAPackage("dev.skiff..")
                    .and(not(resideInAPackage("dev.skiff.core..")))
                    .and(not(resideInAPackage("dev.skiff.secrets.."))));

    @ArchTest
    static final ArchRule sdk_clients_are_the_sdk_sources_alone = noClasses()
            .that()
            .resideOutsideOfPackage("dev.skiff.secrets.aws")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("software.amazon.awssdk.services..", "software.amazon.awssdk.core..");

    @ArchTest
    static final ArchRule one_class_alone_needs_the_signer = noClasses()
            .that()
            .resideOutsideOfPackage("dev.skiff.secrets.aws")
            .and()
            .haveSimpleNameNotEndingWith("RequestSigner")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("software.amazon.awssdk..");

    @ArchTest
    static final ArchRule the_slow_http_client_is_not_used =
            noClasses().should().dependOnClassesThat().resideInAPackage("java.net.http..");

    @ArchTest
    static final ArchRule nothing_static_changes =
            fields().that().areStatic().should().beFinal();
}
