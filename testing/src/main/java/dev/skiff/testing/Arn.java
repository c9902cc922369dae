package dev.skiff.testing;

/** Names of resources, made whole with the account and the region that all fakes share. */
final class Arn {
    static final String ACCOUNT = "123456789012";
    static final String REGION = "eu-central-1";

    private Arn() {}

    /** An ARN as it is; a name as the ARN of this service's {@code resource}. */
    static String of(String service, String nameOrArn, String resource) {
        if (nameOrArn.isBlank()) {
            throw new IllegalArgumentException("a blank name was given for " + service + ": expected a name or an ARN");
        }
        return nameOrArn.startsWith("arn:")
                ? nameOrArn
                : "arn:aws:" + service + ":" + REGION + ":" + ACCOUNT + ":" + resource;
    }

    static String of(String service, String nameOrArn) {
        return of(service, nameOrArn, nameOrArn);
    }

    static String region(String arn) {
        return part(arn, 3, REGION);
    }

    static String account(String arn) {
        return part(arn, 4, ACCOUNT);
    }

    private static String part(String arn, int index, String otherwise) {
        String[] parts = arn.split(":", 6);
        return parts.length > index && !parts[index].isEmpty() ? parts[index] : otherwise;
    }
}
