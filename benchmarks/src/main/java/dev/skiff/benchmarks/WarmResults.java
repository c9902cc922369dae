package dev.skiff.benchmarks;

import dev.skiff.benchmarks.warm.Codecs;
import dev.skiff.benchmarks.warm.HttpEvents;
import dev.skiff.testing.HttpSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was measured of warm functions on one JDK. */
final class WarmResults {
    static final List<HttpSource> SOURCES = List.of(
            HttpSource.REST_API,
            HttpSource.HTTP_API_1_0,
            HttpSource.HTTP_API_2_0,
            HttpSource.FUNCTION_URL,
            HttpSource.ALB);
    static final List<Integer> THREADS = List.of(1, 2, 4, 8, 32);
    static final List<Integer> RECORDS = List.of(10, 10_000);

    /** All that the batches get: the smallest Lambda has more. */
    static final String HEAP = "-Xmx96m";

    private static final double MOST_MICROS = 5;
    private static final double MOST_BYTES = 4096;
    private static final double MOST_OF_POJOS = 0.2;
    private static final double MOST_RECORD_MICROS = 1;
    /** The part of the throughput of as many threads as cores that many more must reach. */
    private static final double MOST_LOST = 1.15;

    private final JavaHome java;
    private final Map<HttpSource, Timing> skiff = new EnumMap<>(HttpSource.class);
    private final Map<HttpSource, Timing> pojos = new EnumMap<>(HttpSource.class);
    private final Map<HttpSource, Timing> decodings = new EnumMap<>(HttpSource.class);
    private final Map<HttpSource, Timing> encodings = new EnumMap<>(HttpSource.class);
    private final Map<Integer, Timing> threads = new LinkedHashMap<>();
    private final Map<Codecs.Kind, Timing> reads = new EnumMap<>(Codecs.Kind.class);
    private final Map<Codecs.Kind, Timing> writes = new EnumMap<>(Codecs.Kind.class);
    private final Map<Part, Map<Integer, Timing>> batches = new EnumMap<>(Part.class);

    WarmResults(JavaHome java) {
        this.java = java;
    }

    /** What is measured of a batch. */
    enum Part {
        LOOP,
        DECODE,
        WHOLE;

        String method() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    void add(HttpSource source, Timing skiff, Timing pojos) {
        this.skiff.put(source, skiff);
        this.pojos.put(source, pojos);
    }

    void addEnds(HttpSource source, Timing decoding, Timing encoding) {
        decodings.put(source, decoding);
        encodings.put(source, encoding);
    }

    void add(int threads, Timing timing) {
        this.threads.put(threads, timing);
    }

    void add(Codecs.Kind codec, Timing read, Timing write) {
        reads.put(codec, read);
        writes.put(codec, write);
    }

    void add(Part part, int records, Timing timing) {
        batches.computeIfAbsent(part, first -> new LinkedHashMap<>()).put(records, timing);
    }

    static String report(List<WarmResults> all, int cores) {
        StringBuilder text = new StringBuilder();
        Report.append(text, "One HTTP event, bytes to bytes", events(all).toString());
        Report.append(
                text,
                "The two ends of an HTTP event: µs (bytes allocated)",
                ends(all).toString());
        Report.append(
                text,
                "The HTTP API's event by many threads at once",
                crowds(all).toString());
        Report.append(
                text,
                "A small record as JSON: ns (bytes allocated)",
                codecs(all).toString());
        Report.append(
                text, "A record of a batch: ns (bytes allocated)", batches(all).toString());
        List<Budget> budgets = new ArrayList<>();
        all.forEach(results -> budgets.addAll(results.budgets(cores)));
        return text + "\n" + Report.budgets(budgets);
    }

    List<Budget> budgets(int cores) {
        String suffix = ", Java " + java.version();
        HttpSource api = HttpSource.HTTP_API_2_0;
        Timing ours = measured(skiff.get(api));
        Timing usual = measured(pojos.get(api));
        List<Budget> budgets = new ArrayList<>();
        budgets.add(new Budget("an HTTP API's event" + suffix, ours.median() / 1000, MOST_MICROS, " µs"));
        budgets.add(new Budget("allocated beyond the event's own bytes" + suffix, beyond(api), MOST_BYTES, " B"));
        budgets.add(new Budget("time against the POJOs" + suffix, ours.median() / usual.median(), MOST_OF_POJOS, "×"));
        budgets.add(
                new Budget("allocated against the POJOs" + suffix, ours.bytes() / usual.bytes(), MOST_OF_POJOS, "×"));
        int most = THREADS.get(THREADS.size() - 1);
        budgets.add(new Budget(
                "an event's time of a core, " + most + " threads against 1" + suffix,
                ofCore(most, cores) / ofCore(1, cores),
                MOST_LOST,
                "×"));
        for (int records : RECORDS) {
            budgets.add(new Budget(
                    "a record of " + Report.bytes(records) + suffix,
                    perRecord(Part.LOOP, records) / 1000,
                    MOST_RECORD_MICROS,
                    " µs"));
        }
        return budgets;
    }

    private static Table events(List<WarmResults> all) {
        Table table = new Table(
                2,
                "Java",
                "source",
                "event's bytes",
                "µs",
                "bytes allocated",
                "beyond the event",
                "POJOs: µs",
                "bytes allocated",
                "time ×",
                "bytes ×");
        for (WarmResults results : all) {
            for (HttpSource source : SOURCES) {
                Timing ours = measured(results.skiff.get(source));
                Timing usual = measured(results.pojos.get(source));
                table.add(
                        results.java.version(),
                        source.name(),
                        Report.bytes(HttpEvents.event(source).length),
                        micros(ours.median()),
                        Report.bytes(Math.round(ours.bytes())),
                        Report.bytes(Math.round(results.beyond(source))),
                        micros(usual.median()),
                        Report.bytes(Math.round(usual.bytes())),
                        Report.number(ours.median() / usual.median(), 2),
                        Report.number(ours.bytes() / usual.bytes(), 2));
            }
        }
        return table;
    }

    private static Table ends(List<WarmResults> all) {
        Table table = new Table(2, "Java", "source", "event to request", "response to answer");
        for (WarmResults results : all) {
            for (HttpSource source : SOURCES) {
                table.add(
                        results.java.version(),
                        source.name(),
                        microsCell(measured(results.decodings.get(source))),
                        microsCell(measured(results.encodings.get(source))));
            }
        }
        return table;
    }

    private static Table crowds(List<WarmResults> all) {
        List<String> header = new ArrayList<>(List.of("Java", "thousands of events a second, threads:"));
        THREADS.forEach(threads -> header.add(Integer.toString(threads)));
        Table table = new Table(2, header.toArray(String[]::new));
        for (WarmResults results : all) {
            List<String> cells = new ArrayList<>(List.of(results.java.version(), ""));
            for (int threads : THREADS) {
                cells.add(Report.number(
                        threads * 1e6 / measured(results.threads.get(threads)).median(), 0));
            }
            table.add(cells.toArray(String[]::new));
        }
        return table;
    }

    private static Table codecs(List<WarmResults> all) {
        Table table = new Table(2, "Java", "codec", "read", "write");
        for (WarmResults results : all) {
            for (Codecs.Kind codec : Codecs.Kind.values()) {
                table.add(
                        results.java.version(),
                        codec == Codecs.Kind.DEFAULT ? "default" : "databind",
                        measured(results.reads.get(codec)).cell(),
                        measured(results.writes.get(codec)).cell());
            }
        }
        return table;
    }

    private static Table batches(List<WarmResults> all) {
        Table table = new Table(1, "Java", "records", "the loop", "decoding", "event to report");
        for (WarmResults results : all) {
            for (int records : RECORDS) {
                table.add(
                        results.java.version(),
                        Report.bytes(records),
                        results.recordCell(Part.LOOP, records),
                        results.recordCell(Part.DECODE, records),
                        results.recordCell(Part.WHOLE, records));
            }
        }
        return table;
    }

    /** Beyond the copy of the event that any function makes that reads it from a stream. */
    private double beyond(HttpSource source) {
        return measured(skiff.get(source)).bytes() - HttpEvents.event(source).length;
    }

    /** With more threads than cores, the time in which a core was at work. */
    private double ofCore(int threads, int cores) {
        return measured(this.threads.get(threads)).median() * Math.min(1, (double) cores / threads);
    }

    private String recordCell(Part part, int records) {
        return Report.number(perRecord(part, records), 0) + " ("
                + Report.number(batch(part, records).bytes() / records, 0) + ")";
    }

    private double perRecord(Part part, int records) {
        return batch(part, records).median() / records;
    }

    private Timing batch(Part part, int records) {
        return measured(measured(batches.get(part)).get(records));
    }

    private static String microsCell(Timing timing) {
        return micros(timing.median()) + " (" + Report.bytes(Math.round(timing.bytes())) + ")";
    }

    private static String micros(double nanos) {
        return Report.number(nanos / 1000, 2);
    }

    private static <T> T measured(@Nullable T figure) {
        if (figure == null) {
            throw new IllegalArgumentException("not measured");
        }
        return figure;
    }
}
