package dev.skiff.routing;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

/** The arrows of the house, and what no library module does. */
@AnalyzeClasses(
        packages = {"dev.skiff.core", "dev.skiff.routing"},
        importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule routing_knows_core_and_no_other_module = noClasses()
            .that()
            .resideInAPackage("dev.skiff.routing..")
            .should()
            .dependOnClassesThat(resideInAPackage("dev.skiff..")
                    .and(not(resideInAPackage("dev.skiff.core..")))
                    .and(not(resideInAPackage("dev.skiff.routing.."))));

    @ArchTest
    static final ArchRule core_knows_no_module = noClasses()
            .that()
            .resideInAPackage("dev.skiff.core..")
            .should()
            .dependOnClassesThat(resideInAPackage("dev.skiff..").and(not(resideInAPackage("dev.skiff.core.."))));

    @ArchTest
    static final ArchRule nothing_static_changes =
            fields().that().areStatic().should().beFinal();

    /** A package and its internal plumbing are one. */
    @ArchTest
    static final ArchRule packages_have_no_cycles =
            slices().matching("dev.skiff.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule public_signatures_promise_no_plumbing = methods()
            .that()
            .arePublic()
            .or()
            .areProtected()
            .and()
            .areDeclaredInClassesThat()
            .resideOutsideOfPackage("..internal..")
            .should(nameOnlyWhatUsersMayKnow());

    private static ArchCondition<JavaMethod> nameOnlyWhatUsersMayKnow() {
        return new ArchCondition<>("name neither jackson-core, nor org.crac, nor an internal package") {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                if (!method.getOwner().getModifiers().contains(JavaModifier.PUBLIC)) {
                    return;
                }
                for (JavaClass type : method.getAllInvolvedRawTypes()) {
                    String name = type.getPackageName();
                    boolean plumbing = name.startsWith("com.fasterxml.jackson.core")
                            || name.startsWith("org.crac")
                            || name.endsWith(".internal");
                    if (plumbing) {
                        events.add(SimpleConditionEvent.violated(
                                method, method.getDescription() + " names " + type.getName()));
                    }
                }
            }
        };
    }
}
