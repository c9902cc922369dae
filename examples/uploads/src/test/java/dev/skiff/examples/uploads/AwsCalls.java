package dev.skiff.examples.uploads;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The rights that a function needs: what its compiled code calls of AWS, however deep in the classes of this example. */
final class AwsCalls {
    /** By the methods that are called. What is missing here is told, so that nobody forgets it. */
    private static final Map<String, Set<String>> ACTIONS = Map.of(
            "S3Client.getObject",
                    Set.of("s3:GetObject", "s3:ListBucket"), // without the latter what is gone is a 403, and no 404
            "S3Client.putObject", Set.of("s3:PutObject"),
            "SnsClient.publish", Set.of("sns:Publish"));

    private static final Set<String> NEED_NONE = Set.of("builder", "create", "close");

    private final JavaClasses classes = new ClassFileImporter().importPath("target/classes");
    private final Set<JavaCodeUnit> seen = new HashSet<>();
    private final Deque<JavaCodeUnit> waiting = new ArrayDeque<>();
    private final Set<String> actions = new TreeSet<>();

    private AwsCalls() {}

    /** Of the function with this handler. */
    static Set<String> actions(String handler) {
        AwsCalls calls = new AwsCalls();
        calls.classes.get(handler).getCodeUnits().forEach(calls::add);
        while (!calls.waiting.isEmpty()) {
            calls.waiting.remove().getAccessesFromSelf().forEach(calls::follow);
        }
        return calls.actions;
    }

    private void add(JavaCodeUnit code) {
        if (seen.add(code)) {
            waiting.add(code);
        }
    }

    private void follow(JavaAccess<?> access) {
        JavaClass owner = access.getTargetOwner();
        if (access.getTarget() instanceof AccessTarget.CodeUnitAccessTarget target) {
            if (classes.contain(owner.getName())) {
                target.resolveMember().ifPresent(this::add);
                implementations(owner, target).forEach(this::add);
            } else {
                need(owner, target.getName());
            }
        }
    }

    private List<JavaCodeUnit> implementations(JavaClass owner, AccessTarget.CodeUnitAccessTarget target) {
        return owner.getAllSubclasses().stream()
                .flatMap(type -> type.getCodeUnits().stream())
                .filter(code -> code.getName().equals(target.getName())
                        && code.getRawParameterTypes().equals(target.getRawParameterTypes()))
                .toList();
    }

    private void need(JavaClass owner, String method) {
        String call = owner.getSimpleName() + "." + method;
        boolean isClient = owner.getPackageName().startsWith("software.amazon.awssdk.services.")
                && owner.getSimpleName().endsWith("Client");
        if (isClient && !NEED_NONE.contains(method) && !ACTIONS.containsKey(call)) {
            throw new AssertionError("Add to the table which right " + call + " needs");
        }
        actions.addAll(ACTIONS.getOrDefault(call, Set.of()));
    }
}
