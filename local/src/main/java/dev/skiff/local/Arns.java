package dev.skiff.local;

/** Names made whole, with the account that everything has on this machine. */
final class Arns {
    static final String USUAL_REGION = "us-east-1";

    private static final String ACCOUNT = "123456789012";

    private Arns() {}

    /** An ARN as it is; a name as the ARN of this service's resource. */
    static String of(String service, String region, String nameOrArn) {
        return of(service, region, "", nameOrArn);
    }

    static String of(String service, String region, String prefix, String nameOrArn) {
        return nameOrArn.startsWith("arn:")
                ? nameOrArn
                : "arn:aws:" + service + ":" + region + ":" + ACCOUNT + ":" + prefix + nameOrArn;
    }

    /** The service that it names; empty if it is no ARN. */
    static String service(String arn) {
        String[] parts = arn.split(":", 6);
        return parts.length == 6 && parts[0].equals("arn") ? parts[2] : "";
    }

    /** What stands behind the last colon or slash. */
    static String name(String arn) {
        return arn.substring(Math.max(arn.lastIndexOf(':'), arn.lastIndexOf('/')) + 1);
    }
}
