package dev.skiff.local.template;

import java.util.List;
import java.util.Locale;

/** Reads notifications of buckets. */
final class BucketReader {
    private final Resources resources;

    BucketReader(Resources resources) {
        this.resources = resources;
    }

    /** An {@code S3} event; the bucket has to be one of the template. */
    SamBucketEvent event(Event event) {
        Properties properties = event.properties();
        Value bucket = properties.required("Bucket");
        String name = resources
                .referred(bucket, "AWS::S3::Bucket")
                .map(resources::reference)
                .orElseThrow(() -> properties.wrong("Bucket", "!Ref of an AWS::S3::Bucket of this template"));
        return event(name, properties, "Events");
    }

    /** An entry of {@code LambdaConfigurations}, or the properties of an event. */
    SamBucketEvent event(String bucket, Properties properties, String events) {
        properties.required(events);
        List<String> types = properties.texts(events);
        String prefix = "";
        String suffix = "";
        for (Properties rule : properties.section("Filter").section("S3Key").sections("Rules")) {
            String value = rule.text("Value");
            if (rule.text("Name").toLowerCase(Locale.ROOT).equals("prefix")) {
                prefix = value;
            } else if (rule.text("Name").toLowerCase(Locale.ROOT).equals("suffix")) {
                suffix = value;
            } else {
                throw rule.wrong("Name", "prefix or suffix");
            }
        }
        types.stream().filter(type -> !type.startsWith("s3:")).findFirst().ifPresent(type -> {
            throw properties.wrong(events, "events such as s3:ObjectCreated:*");
        });
        return new SamBucketEvent(bucket, types, prefix, suffix, properties.place());
    }
}
