package dev.skiff.secrets;

/** What an ARN says of where it is: {@code arn:partition:service:region:account:…}. */
final class AwsArn {
    private AwsArn() {}

    /** Empty where the id is none. */
    static String region(String id) {
        if (!id.startsWith("arn:")) {
            return "";
        }
        int service = id.indexOf(':', 4);
        int start = service < 0 ? -1 : id.indexOf(':', service + 1);
        int end = start < 0 ? -1 : id.indexOf(':', start + 1);
        return end < 0 ? "" : id.substring(start + 1, end);
    }

    /** Since it becomes part of a host's name. */
    static boolean isRegion(String region) {
        boolean fine = !region.isEmpty() && region.length() <= 32;
        for (int i = 0; fine && i < region.length(); i++) {
            char c = region.charAt(i);
            fine = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
        }
        return fine;
    }

    /** What hosts of its partition end in. */
    static String domain(String region) {
        if (region.startsWith("cn-")) {
            return "amazonaws.com.cn";
        }
        if (region.startsWith("us-isob-")) {
            return "sc2s.sgov.gov";
        }
        if (region.startsWith("us-iso-")) {
            return "c2s.ic.gov";
        }
        return region.startsWith("eusc-") ? "amazonaws.eu" : "amazonaws.com";
    }
}
