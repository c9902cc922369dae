package dev.skiff.local;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.temporal.TemporalAdjusters;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The six fields of a {@code cron(…)} of EventBridge: minutes, hours, day of month, month, day of week, year. Knows local
 * times only, no zones. No library knows this dialect whole: ranges that go over the end ({@code 20-2}, {@code NOV-FEB}),
 * {@code 31W} in a short month, years to 2199.
 */
final class CronExpression {
    private static final List<String> MONTHS =
            List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");
    private static final List<String> DAYS = List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");

    private final BitSet minutes;
    private final BitSet hours;
    private final Predicate<LocalDate> days;
    private final BitSet months;
    private final BitSet years;

    private CronExpression(String[] fields) {
        this.minutes = new Field("minutes", 0, 59, List.of()).set(fields[0]);
        this.hours = new Field("hours", 0, 23, List.of()).set(fields[1]);
        this.months = new Field("month", 1, 12, MONTHS).set(fields[3]);
        this.years = new Field("year", 1970, 2199, List.of()).set(fields[5]);
        this.days = fields[2].equals("?") ? daysOfWeek(fields[4]) : daysOfMonth(fields[2]);
    }

    /**
     * Reads what stands between the brackets.
     *
     * @throws IllegalArgumentException whose text is the reason
     */
    static CronExpression of(String text) {
        String[] fields = text.strip().toUpperCase(Locale.ROOT).split("\\s+", -1);
        if (fields.length != 6) {
            throw new IllegalArgumentException("cron has 6 fields (minutes, hours, day of month, month, day of week,"
                    + " year), not " + fields.length);
        }
        if (fields[2].equals("?") == fields[4].equals("?")) {
            throw new IllegalArgumentException("one of day of month and day of week must be ?, and only one");
        }
        return new CronExpression(fields);
    }

    /** The first time after this one; empty if there is none any more. */
    Optional<LocalDateTime> after(LocalDateTime time) {
        LocalDateTime from = time.withSecond(0).withNano(0).plusMinutes(1);
        for (int year = years.nextSetBit(Math.max(0, from.getYear())); year >= 0; year = years.nextSetBit(year + 1)) {
            for (int month = months.nextSetBit(1); month >= 0; month = months.nextSetBit(month + 1)) {
                Optional<LocalDateTime> found = in(YearMonth.of(year, month), from);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<LocalDateTime> in(YearMonth month, LocalDateTime from) {
        if (month.isBefore(YearMonth.from(from))) {
            return Optional.empty();
        }
        for (int day = 1; day <= month.lengthOfMonth(); day++) {
            LocalDate date = month.atDay(day);
            if (!date.isBefore(from.toLocalDate()) && days.test(date)) {
                LocalTime earliest = date.equals(from.toLocalDate()) ? from.toLocalTime() : LocalTime.MIN;
                Optional<LocalDateTime> found = on(earliest).map(date::atTime);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<LocalTime> on(LocalTime earliest) {
        for (int hour = hours.nextSetBit(earliest.getHour()); hour >= 0; hour = hours.nextSetBit(hour + 1)) {
            int minute = minutes.nextSetBit(hour == earliest.getHour() ? earliest.getMinute() : 0);
            if (minute >= 0) {
                return Optional.of(LocalTime.of(hour, minute));
            }
        }
        return Optional.empty();
    }

    private static Predicate<LocalDate> daysOfMonth(String field) {
        Predicate<LocalDate> any = date -> false;
        for (String part : field.split(",", -1)) {
            any = any.or(dayOfMonth(part));
        }
        return any;
    }

    private static Predicate<LocalDate> dayOfMonth(String part) {
        Field field = new Field("day of month", 1, 31, List.of());
        if (part.equals("L")) {
            return date -> date.getDayOfMonth() == date.lengthOfMonth();
        }
        if (part.equals("LW")) {
            return date -> date.equals(nearestWeekday(date, date.lengthOfMonth()));
        }
        if (part.startsWith("L-")) {
            int before = field.number(part.substring(2), 0, 30);
            return date -> date.getDayOfMonth() == date.lengthOfMonth() - before;
        }
        if (part.endsWith("W")) {
            int day = field.number(part.substring(0, part.length() - 1), 1, 31);
            return date -> day <= date.lengthOfMonth() && date.equals(nearestWeekday(date, day));
        }
        BitSet days = field.set(part);
        return date -> days.get(date.getDayOfMonth());
    }

    /** In the same month, even if a weekday of another is nearer. */
    private static LocalDate nearestWeekday(LocalDate month, int day) {
        LocalDate date = month.withDayOfMonth(day);
        if (date.getDayOfWeek() == DayOfWeek.SATURDAY) {
            return day == 1 ? date.plusDays(2) : date.minusDays(1);
        }
        if (date.getDayOfWeek() == DayOfWeek.SUNDAY) {
            return day == month.lengthOfMonth() ? date.minusDays(2) : date.plusDays(1);
        }
        return date;
    }

    private static Predicate<LocalDate> daysOfWeek(String field) {
        if (field.contains("#") && field.contains(",")) {
            throw new IllegalArgumentException("day of week " + field + ": # stands in a single expression only");
        }
        Predicate<LocalDate> any = date -> false;
        for (String part : field.split(",", -1)) {
            any = any.or(dayOfWeek(part));
        }
        return any;
    }

    private static Predicate<LocalDate> dayOfWeek(String part) {
        Field field = new Field("day of week", 1, 7, DAYS);
        if (part.equals("L")) {
            return date -> date.getDayOfWeek() == DayOfWeek.SATURDAY;
        }
        if (part.endsWith("L")) {
            DayOfWeek day = day(field.value(part.substring(0, part.length() - 1)));
            return date -> date.equals(date.with(TemporalAdjusters.lastInMonth(day)));
        }
        int hash = part.indexOf('#');
        if (hash >= 0) {
            DayOfWeek day = day(field.value(part.substring(0, hash)));
            int nth = field.number(part.substring(hash + 1), 1, 5);
            return date -> date.getDayOfWeek() == day && (date.getDayOfMonth() - 1) / 7 == nth - 1;
        }
        BitSet days = field.set(part);
        return date -> days.get(date.getDayOfWeek().getValue() % 7 + 1);
    }

    /** Sunday is 1. */
    private static DayOfWeek day(int number) {
        return DayOfWeek.SUNDAY.plus(number - 1);
    }

    /** One field: its name, its values, and the names of these. */
    private record Field(String name, int least, int most, List<String> names) {
        BitSet set(String text) {
            BitSet set = new BitSet();
            for (String part : text.split(",", -1)) {
                add(part, set);
            }
            return set;
        }

        private void add(String part, BitSet set) {
            int slash = part.indexOf('/');
            String range = slash < 0 ? part : part.substring(0, slash);
            int step = slash < 0 ? 1 : number(part.substring(slash + 1), 1, most);
            int dash = range.indexOf('-');
            int from = range.equals("*") ? least : value(dash < 0 ? range : range.substring(0, dash));
            int to;
            if (dash >= 0) {
                to = value(range.substring(dash + 1));
            } else {
                to = range.equals("*") || slash >= 0 ? most : from;
            }
            int count = to >= from ? to - from : to - from + most - least + 1;
            for (int offset = 0; offset <= count; offset += step) {
                set.set(least + (from - least + offset) % (most - least + 1));
            }
        }

        int value(String text) {
            int named = names.indexOf(text);
            return named >= 0 ? named + least : number(text, least, most);
        }

        int number(String text, int from, int to) {
            if (text.isEmpty()
                    || text.length() > 4
                    || !text.chars().allMatch(character -> character >= '0' && character <= '9')) {
                throw new IllegalArgumentException(name + ": "
                        + (text.isEmpty()
                                ? "a value is missing"
                                : text + " is no value"
                                        + (names.isEmpty() ? "" : ", expected " + from + "-" + to + " or " + names)));
            }
            int number = Integer.parseInt(text);
            if (number < from || number > to) {
                throw new IllegalArgumentException(name + ": " + text + " is not in " + from + "-" + to);
            }
            return number;
        }
    }
}
