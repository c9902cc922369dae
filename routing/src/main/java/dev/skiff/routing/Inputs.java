package dev.skiff.routing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The values of several {@link Input}s of one request, all of them sound. Immutable. */
public final class Inputs {
    private final Map<Input<?>, Object> values;

    private Inputs(Map<Input<?>, Object> values) {
        this.values = values;
    }

    static Inputs read(Request request, Input<?>... inputs) {
        Map<Input<?>, Object> values = new HashMap<>();
        List<Map<String, Object>> faults = new ArrayList<>();
        for (Input<?> input : inputs) {
            try {
                values.put(input, input.read(request));
            } catch (Input.Fault fault) {
                if (fault.isMissing() && input.in() == Input.In.PATH) {
                    throw new IllegalArgumentException(request + " has no path parameter {" + input.name() + "}");
                }
                faults.add(described(input, fault));
            }
        }
        if (!faults.isEmpty()) {
            throw new HttpException(Problem.of(400, summary(faults)).withExtension("errors", faults));
        }
        return new Inputs(values);
    }

    /**
     * The value of one of the inputs that were read.
     *
     * @throws IllegalArgumentException when it wasn't among them
     */
    @SuppressWarnings("unchecked") // put under its own input
    public <T> T get(Input<T> input) {
        Object value = values.get(input);
        if (value == null) {
            throw new IllegalArgumentException("The input " + input + " wasn't read: name it in request.inputs(…)");
        }
        return (T) value;
    }

    private static Map<String, Object> described(Input<?> input, Input.Fault fault) {
        return Map.of("in", input.in().name().toLowerCase(Locale.ROOT), "name", input.name(), "detail", fault.detail());
    }

    private static String summary(List<Map<String, Object>> faults) {
        StringBuilder summary = new StringBuilder();
        for (Map<String, Object> fault : faults) {
            summary.append(summary.length() == 0 ? "" : "; ")
                    .append(fault.get("in"))
                    .append(' ')
                    .append(fault.get("name"))
                    .append(' ')
                    .append(fault.get("detail"));
        }
        return summary.toString();
    }
}
