package dev.skiff.examples.orders;

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
    private static final Map<String, Set<String>> ACTIONS = Map.ofEntries(
            Map.entry("DynamoDbClient.getItem", Set.of("dynamodb:GetItem")),
            Map.entry("DynamoDbClient.putItem", Set.of("dynamodb:PutItem")),
            Map.entry("DynamoDbClient.deleteItem", Set.of("dynamodb:DeleteItem")),
            Map.entry("DynamoDbClient.query", Set.of("dynamodb:Query")),
            Map.entry("DynamoDbClient.transactWriteItems", Set.of("dynamodb:PutItem", "dynamodb:UpdateItem")),
            Map.entry("SqsClient.sendMessage", Set.of("sqs:SendMessage")),
            // as the documentation of Skiff says
            Map.entry(
                    "DynamoDbIdempotency.of",
                    Set.of("dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem")),
            Map.entry("SqsDeadLetters.of", Set.of("sqs:SendMessage")),
            Map.entry("Secrets.text", Set.of("secretsmanager:GetSecretValue")),
            Map.entry("Secrets.parameter", Set.of("ssm:GetParameter", "ssm:GetParameters")));

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
